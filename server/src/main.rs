use std::process::ExitCode;

fn main() -> ExitCode {
    give_memory_back();
    server::cli::main()
}

/// A password hash needs 19 MiB for a moment. glibc would keep them for the next time, and they are most of what the
/// process then holds; above this threshold it hands each such piece straight back to the system.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "glibc offers no other way, and no thread but this one runs yet")]
fn give_memory_back() {
    // SAFETY: `mallopt` only sets a parameter of the allocator; a value it does not like is ignored.
    unsafe { libc::mallopt(libc::M_MMAP_THRESHOLD, 1 << 20) };
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn give_memory_back() {}
