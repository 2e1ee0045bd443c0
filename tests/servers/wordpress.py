"""A real WordPress (Debian's) on MariaDB and PHP's own web server, on 127.0.0.1 only."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.servers.needs import end, free_port, listening, needs, wait_for

WORDPRESS = Path("/usr/share/wordpress")
DO = Path(__file__).with_suffix(".php")
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
CONFIG = """<?php
define('DB_NAME', 'wp'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '{url}'); define('WP_SITEURL', '{url}'); define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true); define('WP_ENVIRONMENT_TYPE', 'local');
foreach (array('AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT',
    'LOGGED_IN_SALT', 'NONCE_SALT') as $name) define($name, "only-for-tests-$name");
$table_prefix = 'wp_'; define('WP_DEBUG', false);
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
ROUTER = """<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($path !== '/' && is_file(__DIR__ . $path)) return false;
$_SERVER['SCRIPT_NAME'] = '/index.php';
require __DIR__ . '/index.php';
"""


@dataclass(frozen=True)
class WordPressServer:
    url: str
    site: Path

    def do(self, *acts: tuple[str, dict[str, Any]]) -> list[int]:
        """Posts and comments made, edited, removed; the ids of those that were made."""
        return list(json.loads(self._php(json.dumps(acts)) or "[]"))

    def install(self) -> None:
        self._php("", "install")

    def _php(self, given: str, *arguments: str) -> str:
        command = ["php", "-d", "variables_order=EGPCS", str(DO), *arguments]
        environment = {**os.environ, "WP_SITE": str(self.site)}
        done = subprocess.run(command, input=given, capture_output=True, text=True, env=environment, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def database(folder: Path) -> list[str]:
    """The command of a MariaDB in the folder, its files made before."""
    root = ["--user=root"] if os.geteuid() == 0 else []
    data = f"--datadir={folder / 'db'}"
    make = ["mariadb-install-db", "--no-defaults", data, "--auth-root-authentication-method=normal", "--skip-test-db"]
    subprocess.run([*make, *root], check=True, capture_output=True, env={**os.environ, "PATH": PATH})
    quick = ["--innodb-buffer-pool-size=32M", "--innodb-flush-log-at-trx-commit=0", "--performance-schema=OFF"]
    command = shutil.which("mariadbd", path=PATH) or "mariadbd"
    return [command, "--no-defaults", data, f"--socket={folder / 'db.sock'}", "--skip-networking", *quick, *root]


def sql(folder: Path, statement: str) -> bool:
    command = ["mariadb", "--no-defaults", "-S", str(folder / "db.sock"), "-u", "root", "-e", statement]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@contextmanager
def wordpress(folder: Path) -> Iterator[WordPressServer]:
    """WordPress, installed and started in the folder and ended afterwards."""
    needs("WordPress", programs=("mariadbd", "mariadb-install-db", "php"), paths=(str(WORDPRESS / "wp-load.php"),))
    port, log, site = free_port(), folder / "out.log", folder / "site"
    url = f"http://127.0.0.1:{port}"
    shutil.copytree(WORDPRESS, site, ignore=shutil.ignore_patterns("wp-config.php", "languages", "themes"))
    (site / "wp-content" / "themes").mkdir(exist_ok=True)
    (site / "wp-config.php").write_text(CONFIG.replace("{url}", url).replace("{socket}", str(folder / "db.sock")))
    (site / "router.php").write_text(ROUTER)
    serve = ["php", "-d", "memory_limit=256M", "-S", f"127.0.0.1:{port}", "-t", str(site), str(site / "router.php")]
    with log.open("wb") as out, subprocess.Popen(database(folder), stdout=out, stderr=out) as maria:
        try:
            wait_for("MariaDB", lambda: sql(folder, "CREATE DATABASE IF NOT EXISTS wp"), maria, log)
            server = WordPressServer(url, site)
            server.install()
            with subprocess.Popen(serve, stdout=out, stderr=out) as php:
                try:
                    wait_for("PHP", lambda: listening(port), php, log)
                    yield server
                finally:
                    end(php)
        finally:
            end(maria)
