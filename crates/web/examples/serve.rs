//! Serves the pages over a store that is there already, without a source and without an index.
//!
//! `cargo run -p web --example serve -- FOLDER [PORT]`

use std::path::PathBuf;
use std::sync::Arc;

use store::Store;
use web::{App, Settings};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder: PathBuf = arguments.next().ok_or("give the folder of a store")?.into();
    let port: u16 = arguments.next().map_or(Ok(8089), |port| port.parse())?;
    let app = App::new(Arc::new(Store::open(&folder)?), Settings::default(), jiff::Timestamp::now);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    eprintln!("http://127.0.0.1:{port}/");
    axum::serve(listener, web::router(app)).await?;
    Ok(())
}
