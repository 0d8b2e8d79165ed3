//! The command line. What each command does lies in `commands`.

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser as _};
use partnerdesk::commands::{Cli, run};
use partnerdesk::config::unknown_variables;

// argon2 allocates 19 MiB a hash; under the C library's allocator that grows to gigabytes.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let unknown = unknown_variables(&known_variables(&Cli::command()));
    if let Some(name) = unknown.first() {
        return stop(&format!("the setting {name} is unknown; see: partnerdesk serve --help"), 2);
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
        Err(error) => return stop(&sentence(&error), 2),
    };
    match actix_web::rt::System::new().block_on(run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(end) => stop(&end.sentence, end.code),
    }
}

fn stop(sentence: &str, code: u8) -> ExitCode {
    if !sentence.is_empty() {
        eprintln!("partnerdesk: {sentence}");
    }
    ExitCode::from(code)
}

/// Clap explains over several lines; the first says what is wrong, and this what to do.
fn sentence(error: &clap::Error) -> String {
    let text = error.render().to_string();
    let told: Vec<&str> = text.lines().map(str::trim).take_while(|line| !line.starts_with("Usage:")).collect();
    let told: Vec<&str> = told.into_iter().filter(|line| !line.is_empty()).collect();
    format!("{}; see: partnerdesk --help", told.join(" ").trim_start_matches("error: "))
}

fn known_variables(command: &clap::Command) -> Vec<String> {
    let own = command.get_arguments().filter_map(|argument| Some(argument.get_env()?.to_str()?.to_owned()));
    own.chain(command.get_subcommands().flat_map(known_variables)).collect()
}
