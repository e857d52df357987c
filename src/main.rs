//! The binary: reads the command line and hands over to a command.

use std::process::ExitCode;

fn main() -> ExitCode {
    kamerspoor::commands::main()
}
