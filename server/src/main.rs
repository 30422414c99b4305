use std::process::ExitCode;

/// A request is many small pieces of memory, taken on one thread and given back on another, which glibc's allocator
/// does behind a lock: it was a sixth of what reading a token costs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::cli::main()
}
