use super::*;

#[test]
fn every_statement_is_one_that_the_database_understands() {
    let folder = std::env::temp_dir().join(format!("kamerspoor-following-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let store = Store::open(&folder).unwrap();
    let nobody = Guid([9; 16]);
    for category in Category::all() {
        assert!(store.subjects_of(category, nobody).unwrap().is_empty());
        store.told_by(category, nobody).unwrap();
        store.sets_of_questions(category, nobody).unwrap();
        store.arrival(category, nobody).unwrap();
    }
    for aspect in Aspect::ALL {
        assert_eq!(store.state_of(aspect, Category::Document, nobody, "2031-01-01").unwrap(), None);
        assert!(store.followed_ids(aspect, Category::Document, Guid([0; 16]), 5).unwrap().is_empty());
    }
    assert!(!store.is_calm().unwrap(), "nothing was loaded yet");
    assert!(!store.has_work(nobody).unwrap());
    assert_eq!(store.history_end().unwrap().seq, 0);
    assert!(store.due_between("2031-01-01", "2031-02-01").unwrap().is_empty());
    assert_eq!(store.shown_as(nobody).unwrap(), None);
    assert!(store.decided_on(nobody).unwrap().is_empty());
    assert_eq!(store.references_of(nobody).unwrap(), (Vec::new(), Vec::new()));
    for kind in SubjectKind::ALL {
        assert_eq!(followable(&store, *kind, "2031-V").unwrap(), None);
    }
    let names = names(&store, SubjectKind::Motion, "2031D00001").unwrap();
    assert_eq!(names, [Subject::new(SubjectKind::Motion, "2031D00001")]);
    std::fs::remove_dir_all(folder).unwrap();
}
