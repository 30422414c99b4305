use std::process::ExitCode;

/// A page or a token is hundreds of small pieces of memory, each for less than a millisecond: glibc's own allocator was a
/// sixth of what the server did (docs/bench.md). A piece as large as the memory of a password hash this one hands straight
/// back to the system.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    server::cli::main()
}
