//! Where a password comes from: standard input, or the terminal without showing it. Never the command line, which
//! everybody on the machine can read.

use std::io::{self, BufRead as _, IsTerminal as _};

use oauth::password::{PasswordHash, check_new};
use oauth::types::Secret;

use super::CliError;

/// The password that was piped in or typed after this prompt; `None` when there is nobody to ask, or they typed nothing.
pub(super) fn ask(from_stdin: bool, text: &str) -> Result<Option<Secret>, CliError> {
    if from_stdin {
        return from_pipe().map(Some);
    }
    if !io::stdin().is_terminal() {
        return Ok(None);
    }
    let typed = prompt(text)?;
    if typed.expose().is_empty() {
        return Ok(None);
    }
    let again = prompt("The same again: ")?;
    if typed.expose() != again.expose() {
        return Err(CliError::Failed("the two passwords differ: nothing was changed".to_owned()));
    }
    Ok(Some(typed))
}

/// The hash of a password that this person may have. `known` is what others know of them.
pub(super) fn hash(password: &Secret, known: &[&str]) -> Result<PasswordHash, CliError> {
    check_new(password, known).map_err(|error| CliError::Failed(error.to_string()))?;
    Ok(PasswordHash::of(password))
}

/// One line; its end is not part of the password, everything else is.
fn from_pipe() -> Result<Secret, CliError> {
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    read.map_err(|error| CliError::Io("cannot read the password from standard input".to_owned(), error))?;
    let length = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(length);
    Ok(Secret::from(line))
}

fn prompt(text: &str) -> Result<Secret, CliError> {
    let typed = rpassword::prompt_password(text);
    typed.map(Secret::from).map_err(|error| CliError::Io("cannot read the password".to_owned(), error))
}
