//! PostgreSQL and MariaDB servers for the tests: new, empty, on this machine alone, gone when we are.
//!
//! A server is not our child but a keeper's, a shell that waits at a pipe from us. However we end, by the last line, by
//! Ctrl-C or by a kill, the pipe closes, and the keeper ends the server and clears its folder away.

use crate::step::{Failure, Result, output_of};
use crate::workspace::on_path;
use std::fs::{self, DirBuilder};
use std::hash::{BuildHasher as _, RandomState};
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A kind of server, and how one is started for nothing but tests.
pub struct Kind {
    pub name: &'static str,
    /// The variable under which the tests look for its URL.
    pub variable: &'static str,
    /// The word in the names of the tests that are for it alone.
    pub word: &'static str,
    /// Debian's package.
    package: &'static str,
    /// Both must be there.
    programs: [&'static str; 2],
    /// Makes the server's files in the current folder, then becomes the server. Knows `$PORT`, `$PASSWORD` and `$FSYNC`.
    script: &'static str,
    /// What it logs when it answers.
    ready: &'static str,
    /// What ends it at once. Its data is worth nothing.
    signal: &'static str,
    /// Who may run it when we are root, which both refuse to be.
    user: &'static str,
    /// Scheme and user, and the database that is there from the start.
    url: (&'static str, &'static str),
}

pub const KINDS: [Kind; 2] = [
    Kind {
        name: "PostgreSQL",
        variable: "SESAME_TEST_POSTGRES",
        word: "postgres",
        package: "postgresql",
        programs: ["initdb", "postgres"],
        // Without fsync, because nothing of it outlives the tests. The rest is as people have it.
        script: "printf %s \"$PASSWORD\" >password \
            && initdb -D data -U sesame -A password --pwfile=password -E UTF8 --locale=C.UTF-8 --no-sync \
            && exec postgres -D data -p \"$PORT\" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
                -c max_connections=300 -c fsync=$FSYNC -c full_page_writes=$FSYNC -c lc_messages=C",
        ready: "ready to accept connections",
        signal: "QUIT",
        user: "postgres",
        url: ("postgres://sesame", "postgres"),
    },
    Kind {
        name: "MariaDB",
        variable: "SESAME_TEST_MYSQL",
        word: "mysql",
        package: "mariadb-server",
        programs: ["mariadb-install-db", "mariadbd"],
        // The same. One file for all tables: each test makes them anew.
        script: "echo \"GRANT ALL ON *.* TO sesame@'127.0.0.1' IDENTIFIED BY '$PASSWORD';\" >start.sql \
            && mariadb-install-db --no-defaults --datadir=\"$PWD/data\" --skip-test-db --skip-name-resolve \
            && exec mariadbd --no-defaults --datadir=\"$PWD/data\" --port=\"$PORT\" --bind-address=127.0.0.1 \
                --socket=socket --init-file=\"$PWD/start.sql\" --max-connections=300 --skip-name-resolve \
                --innodb-flush-log-at-trx-commit=0 --innodb-flush-method=nosync --innodb-doublewrite=0 \
                --innodb-file-per-table=0 --innodb-stats-persistent=0 --sync-frm=0",
        ready: "ready for connections",
        signal: "KILL",
        user: "mysql",
        url: ("mysql://sesame", "mysql"),
    },
];

/// Where servers' programs lie that are on nobody's PATH.
const FOLDERS: [&str; 2] = ["/usr/sbin", "/usr/local/sbin"];
/// Debian has several versions side by side, each in a folder of its number.
const VERSIONS: &str = "/usr/lib/postgresql";
const PATIENCE: Duration = Duration::from_secs(60);

const KEEPER: &str = r#"
    exec 3<&0
    sh -c "$1" >log 2>&1 3<&- &
    server=$!
    (read -r _ <&3; >over; kill -s "$2" "$server") &
    wait "$server" 2>/dev/null
    [ -e over ] || tail -n 20 log >&2
    cd / && rm -rf "$3"
"#;

/// A server that runs for as long as this value is there.
pub struct Server {
    pub kind: &'static Kind,
    pub url: String,
    keeper: Child,
}

/// Starts a server of each kind whose programs are here. Says loudly which are not; where `CI` is set, that is a failure.
pub fn start() -> Result<Vec<Server>> {
    let mut servers = Vec::new();
    for kind in &KINDS {
        if let Some(folders) = folders_of(kind, in_ci())? {
            servers.push(Server::start(kind, &folders, "off")?);
        }
    }
    Ok(servers)
}

/// A PostgreSQL that keeps what it has answered through a power cut, as people run it: for measuring. `None`, and said,
/// when there is none on this machine.
pub fn lasting_postgres() -> Result<Option<Server>> {
    let kind = &KINDS[0];
    folders_of(kind, in_ci())?.map(|folders| Server::start(kind, &folders, "on")).transpose()
}

/// `cargo xtask databases`: the servers for a person who runs single tests.
pub fn hold() -> Result<()> {
    let servers = start()?;
    for server in &servers {
        println!("export {}={}", server.kind.variable, server.url);
    }
    println!("\nThey run until Ctrl-C.");
    loop {
        std::thread::park();
    }
}

fn in_ci() -> bool {
    std::env::var_os("CI").is_some()
}

/// Where the programs of this kind are. A person is told which are missing, and goes on without them; CI does not, for
/// nobody reads what it leaves out.
fn folders_of(kind: &Kind, in_ci: bool) -> Result<Option<Vec<PathBuf>>> {
    let folders: Option<_> = kind.programs.iter().map(|name| folder_of(name)).collect();
    if folders.is_none() {
        println!("{}", missing(kind, in_ci)?);
    }
    Ok(folders)
}

fn missing(kind: &Kind, in_ci: bool) -> Result<String> {
    let what = format!("{} is not on this machine ({} not found)", kind.name, kind.programs.join(", "));
    let next = format!("Install it (Debian: `apt-get install {}`); its service need not run.", kind.package);
    if in_ci {
        return Err(Failure::new(what, next));
    }
    Ok(format!("\n**********\n==> {}: SKIPPED. {what}.\n    {next}\n**********\n", kind.name))
}

impl Server {
    fn start(kind: &'static Kind, programs: &[PathBuf], fsync: &str) -> Result<Self> {
        let started = Instant::now();
        let password = format!("{:016x}{:016x}", chance(), chance());
        let folder = std::env::temp_dir().join(format!("sesame-{}-{:016x}", kind.word, chance()));
        let next = "Read the lines above; the server itself wrote them.";
        let failed = |what: String| Failure::new(format!("{} does not start: {what}", kind.name), next);

        DirBuilder::new().mode(0o700).create(&folder).map_err(|error| Failure::file(&folder, &error))?;
        let port = free_port().map_err(|error| failed(error.to_string()))?;
        let mut keeper = Command::new("sh");
        keeper.args(["-c", KEEPER, "keeper", kind.script, kind.signal]).arg(&folder).current_dir(&folder);
        keeper.env("PORT", port.to_string()).env("PASSWORD", &password).env("PATH", path(programs)).env("LC_ALL", "C");
        keeper.env("FSYNC", fsync);
        // A group of its own: Ctrl-C reaches us, and through the pipe the keeper.
        keeper.stdin(Stdio::piped()).stdout(Stdio::null()).process_group(0);
        give_up_root(&mut keeper, &folder, kind.user)?;
        let keeper = keeper.spawn().map_err(|error| failed(error.to_string()))?;

        let (scheme, database) = kind.url;
        let url = format!("{scheme}:{password}@127.0.0.1:{port}/{database}");
        let mut server = Self { kind, url, keeper };
        while !fs::read_to_string(folder.join("log")).is_ok_and(|log| log.contains(kind.ready)) {
            if let Ok(Some(_)) = server.keeper.try_wait() {
                return Err(failed("it ended by itself".to_owned()));
            }
            if started.elapsed() > PATIENCE {
                return Err(failed(format!("it was not ready after {} s", PATIENCE.as_secs())));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        println!("==> {}: a server for the tests started in {:.1} s", kind.name, started.elapsed().as_secs_f32());
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// Both servers refuse to run as root; then somebody else runs them, to whom the folder is given.
fn give_up_root(keeper: &mut Command, folder: &Path, user: &str) -> Result<()> {
    // Whose a new folder is says who we are.
    if fs::metadata(folder).map_err(|error| Failure::file(folder, &error))?.uid() != 0 {
        return Ok(());
    }
    let number = |option, user| output_of("id", &[option, user]).and_then(|text| text.parse::<u32>().ok());
    let known = [user, "nobody"].into_iter().find_map(|user| Some((number("-u", user)?, number("-g", user)?)));
    let (uid, gid) = known.ok_or_else(|| {
        Failure::new(
            "database servers refuse to run as root, and there is no user `nobody` to run them as",
            "Run the tests as an ordinary user.",
        )
    })?;
    chown(folder, Some(uid), Some(gid)).map_err(|error| Failure::file(folder, &error))?;
    keeper.uid(uid).gid(gid);
    Ok(())
}

/// The folder of a program: on PATH, or where Debian keeps servers, the newest version first.
fn folder_of(program: &str) -> Option<PathBuf> {
    if let Some(path) = on_path(program) {
        return path.parent().map(Path::to_owned);
    }
    let mut versions: Vec<u32> = fs::read_dir(VERSIONS)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .collect();
    versions.sort_unstable_by(|one, other| other.cmp(one));
    let versions = versions.iter().map(|version| Path::new(VERSIONS).join(version.to_string()).join("bin"));
    FOLDERS.iter().map(PathBuf::from).chain(versions).find(|folder| folder.join(program).is_file())
}

fn path(first: &[PathBuf]) -> std::ffi::OsString {
    let rest = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(first.iter().cloned().chain(std::env::split_paths(&rest))).unwrap_or(rest)
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Enough for a password that lives for minutes: the standard library seeds its hash maps from the system.
fn chance() -> u64 {
    RandomState::new().hash_one(Instant::now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_server_is_left_out_loudly() {
        for kind in &KINDS {
            let said = missing(kind, false).unwrap();
            for word in ["SKIPPED", kind.name, kind.programs[0], kind.programs[1], kind.package] {
                assert!(said.contains(word), "{word}: {said}");
            }
        }
    }

    #[test]
    fn in_ci_a_missing_server_is_a_failure_that_says_what_to_install() {
        for kind in &KINDS {
            let failure = missing(kind, true).unwrap_err().to_string();
            assert!(failure.starts_with("error: ") && failure.contains(kind.package), "{failure}");
        }
    }

    #[test]
    fn one_missing_program_of_two_is_enough() {
        let [_, mut kind] = KINDS;
        for (programs, is_there) in [(["sh", "sh"], true), (["sh", "sesame-no-such-program"], false)] {
            kind.programs = programs;
            assert_eq!(folders_of(&kind, false).unwrap().is_some(), is_there, "{programs:?}");
            assert_eq!(folders_of(&kind, true).is_ok(), is_there, "{programs:?}");
        }
    }
}
