//! `/document/{number}/origineel`.

use axum::http::StatusCode;

use crate::support::{Parliament, hash};

#[tokio::test]
async fn a_pdf_opens_in_the_browser_and_the_rest_is_downloaded_and_shut_off() {
    let site = Parliament::told().site();
    let pdf = site.get("/document/2031D00010/origineel").await;
    assert_eq!((pdf.status, pdf.body.as_str()), (StatusCode::OK, "%PDF-1.7 een brief"));
    assert_eq!(pdf.header("content-type"), "application/pdf");
    assert_eq!(pdf.header("content-disposition"), "inline; filename=\"2031D00010.pdf\"");
    assert_eq!(pdf.header("content-security-policy"), "frame-ancestors 'none'");
    assert_eq!(pdf.header("x-content-type-options"), "nosniff");
    let docx = site.get("/document/2031D00011/origineel").await;
    assert_eq!(docx.header("content-disposition"), "attachment; filename=\"2031D00011.docx\"");
    assert!(docx.header("content-security-policy").ends_with("sandbox"));
}

#[tokio::test]
async fn every_version_can_be_fetched_and_is_sent_once() {
    let parliament = Parliament::told();
    parliament.file(10, b"%PDF-1.7 later", "pdf", None);
    let site = parliament.site();
    assert_eq!(site.get("/document/2031D00010/origineel").await.body, "%PDF-1.7 later");
    assert_eq!(site.get("/document/2031D00010/origineel/1").await.body, "%PDF-1.7 een brief");
    let tag = format!("\"{}\"", hash(b"%PDF-1.7 later"));
    let again = site.get_with("/document/2031D00010/origineel", "if-none-match", &tag).await;
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let part = site.get_with("/document/2031D00010/origineel", "range", "bytes=0-3").await;
    assert_eq!((part.status, part.body.as_str()), (StatusCode::PARTIAL_CONTENT, "%PDF"));
}

#[tokio::test]
async fn a_file_that_is_not_here_is_not_found() {
    let site = Parliament::told().site();
    for address in ["2031D00013/origineel", "2031D09999/origineel", "2031D00010/origineel/9", "x/origineel"] {
        assert_eq!(
            site.get(&format!("/document/{address}")).await.status,
            StatusCode::NOT_FOUND,
            "{address}"
        );
    }
    assert_eq!(site.get("/document/2031D00010/origineel/zoveel").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_file_lost_from_the_folder_is_no_crash() {
    let parliament = Parliament::told();
    std::fs::remove_dir_all(parliament.folder().join("originals")).unwrap();
    assert_eq!(parliament.site().get("/document/2031D00010/origineel").await.status, StatusCode::NOT_FOUND);
}
