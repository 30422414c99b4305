/// One row of the table of settings.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// As written in `sesame.toml`; a dot is a table: `[sqlite]`, then `synchronous = …`.
    pub name: &'static str,
    /// In the form it is written. `{listen}`, `{data_dir}` and `{issuer.host}` stand for what those settings say.
    pub default: &'static str,
    /// Completes the sentence "it must be …".
    pub allowed: &'static str,
    pub meaning: &'static str,
    /// Whether an error message must not repeat the value (row 108).
    pub private: bool,
}

impl Setting {
    /// The variable that sets it: `sqlite.synchronous` is `SESAME_SQLITE_SYNCHRONOUS`.
    pub fn env(&self) -> String {
        format!("{ENV_PREFIX}{}", self.name.replace('.', "_").to_uppercase())
    }

    /// The row of this name.
    ///
    /// # Panics
    ///
    /// When the code asks for a setting it forgot to put in the table.
    pub(super) fn named(name: &str) -> &'static Self {
        TABLE.iter().find(|setting| setting.name == name).unwrap_or_else(|| panic!("{name} is not in the table"))
    }
}

pub(super) const ENV_PREFIX: &str = "SESAME_";

/// Every setting there is.
pub const TABLE: &[Setting] = &[
    Setting {
        name: "listen",
        default: "127.0.0.1:3000",
        allowed: "an address and a port, like 127.0.0.1:3000 or [::]:3000",
        meaning: "Where the server listens.",
        private: false,
    },
    Setting {
        name: "issuer",
        default: "http://{listen}",
        allowed: "a URL without query and fragment, like https://id.example.com",
        meaning: "The server's public URL: its name in tokens and the base of every link it gives.",
        private: false,
    },
    Setting {
        name: "data_dir",
        default: "./data",
        allowed: "a directory",
        meaning: "Where the SQLite file and the generated secret live.",
        private: false,
    },
    Setting {
        name: "database_url",
        default: "sqlite://{data_dir}/sesame.db?mode=rwc",
        allowed: "a URL that starts with sqlite:, postgres:// or mysql://",
        meaning: "The database: SQLite, PostgreSQL, or MySQL and MariaDB. `DATABASE_URL` sets it too.",
        private: true,
    },
    Setting {
        name: "database_connections",
        default: "",
        allowed: "a number from 2 to 1000",
        meaning: "How many connections to a PostgreSQL or MySQL server this instance opens at most. Left out, three for \
                  each core of its machine and one more, up to 31.",
        private: false,
    },
    Setting {
        name: "secret",
        default: "",
        allowed: "base64 of 32 bytes or more, as `openssl rand -base64 32` makes it",
        meaning: "What signing keys are sealed with; all instances share it. Left out, the file `secret` in the data \
                  directory, made on the first start.",
        private: true,
    },
    Setting {
        name: "trusted_proxies",
        default: "",
        allowed: "a list of addresses or networks, like 10.0.0.0/8",
        meaning: "Proxies whose `Forwarded` or `X-Forwarded-For` header names the client's address.",
        private: false,
    },
    Setting {
        name: "cors.allow_origins",
        default: "",
        allowed: "a list of origins like https://app.example.com, or *, or regex: with a regular expression",
        meaning: "Sites whose scripts may call the token endpoint, metadata and the API. A regular expression must \
                  match the whole origin; one with a comma in it belongs in `sesame.toml`.",
        private: false,
    },
    Setting {
        name: "api.docs",
        default: "false",
        allowed: "true or false",
        meaning: "Whether `/api/doc` shows the API. With `--demo` it always does.",
        private: false,
    },
    Setting {
        name: "sqlite.synchronous",
        default: "full",
        allowed: "full or normal",
        meaning: "With `full`, what was committed survives a power cut; `normal` writes faster and survives a crash \
                  of the server alone.",
        private: false,
    },
    Setting {
        name: "session.lifetime",
        default: "30d",
        allowed: "a time like 90s, 15m, 12h or 30d",
        meaning: "How long a person stays signed in at most.",
        private: false,
    },
    Setting {
        name: "session.idle",
        default: "14d",
        allowed: "a time like 90s, 15m, 12h or 30d",
        meaning: "How long a person stays signed in without coming by.",
        private: false,
    },
    Setting {
        name: "consent.lifetime",
        default: "365d",
        allowed: "a time like 90s, 15m, 12h or 30d",
        meaning: "How long a person who allowed an app is not asked for the same again.",
        private: false,
    },
    Setting {
        name: "brand.name",
        default: "Sésame",
        allowed: "a name",
        meaning: "The name on the pages.",
        private: false,
    },
    Setting {
        name: "smtp.url",
        default: "",
        allowed: "a URL like smtps://user:password@mail.example.com, or smtp:// for STARTTLS",
        meaning: "The mail server that letters leave by. `smtp://` insists on STARTTLS, except to this very machine. \
                  Left out, letters go into the folder `outbox` of the data directory.",
        private: true,
    },
    Setting {
        name: "mail.from",
        default: "no-reply@{issuer.host}",
        allowed: "an e-mail address, with a name before it or without: Example <no-reply@example.com>",
        meaning: "The sender of letters. Without a name it takes that of the pages.",
        private: false,
    },
    Setting {
        name: "sign_up",
        default: "closed",
        allowed: "open or closed",
        meaning: "Whether people may make an account themselves. With `--demo` they always may.",
        private: false,
    },
    Setting {
        name: "developers",
        default: "everyone",
        allowed: "everyone or admins",
        meaning: "Who may register applications at `/developer/apps`.",
        private: false,
    },
    Setting {
        name: "purge.every",
        default: "10m",
        allowed: "a time like 90s, 15m, 12h or 30d, or never",
        meaning: "How often the server clears away what nobody can use any more.",
        private: false,
    },
    Setting {
        name: "audit.keep",
        default: "400d",
        allowed: "a time like 90s, 15m, 12h or 30d, or forever",
        meaning: "How long lines of the audit log are kept.",
        private: false,
    },
    Setting {
        name: "metrics.listen",
        default: "",
        allowed: "an address and a port, like 127.0.0.1:9000",
        meaning: "Where `/metrics` is served for Prometheus, apart from the pages. Left out, nowhere.",
        private: false,
    },
    Setting {
        name: "log.format",
        default: "text",
        allowed: "text or json",
        meaning: "How log lines are written.",
        private: false,
    },
    Setting {
        name: "log.level",
        default: "info,sea_orm_migration=warn",
        allowed: "error, warn, info, debug or trace, or directives like info,server=debug",
        meaning: "How much is logged.",
        private: false,
    },
];
