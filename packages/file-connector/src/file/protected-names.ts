import { basename, dirname, sep } from 'node:path';

/** Extensions of programs, settings, keys and documents. */
const protectedEnds =
  /\.(?:sql|[cm]?[jt]sx?|py|rb|php|pl|go|rs|java|class|jar|cs|c|h|cpp|swift|kt|lua|r|sh|bash|zsh|fish|ps1|bat|cmd|exe|dll|so|dylib|wasm|ya?ml|toml|ini|cfg|conf|config|properties|env|lock|pem|key|crt|cer|der|p12|pfx|jks|pub|asc|gpg|service|timer|socket|html?|css|xml|md|mdx|tf|tfvars|gradle|db|sqlite3?|mdb|xlsx?|docx?|pdf)$/i;

/** Files of programs that are recognized by their full names. */
const protectedNames =
  /^(?:package|package-lock|npm-shrinkwrap|[jt]sconfig[\w.-]*|nx|project|lerna|turbo|deno|composer|bower|manifest|launch|tasks|(?:app)?settings[\w.-]*|config|credentials?|secrets?|service-account[\w.-]*|[\w.-]+\.config|_journal|\d+_snapshot)\.jsonc?$|^(?:requirements[\w-]*|constraints|CMakeLists|robots|README|LICEN[CS]E|NOTICE|CHANGELOG)\.txt$|^(?:(?:[A-Z]+-)?README|LICEN[CS]E|CHANGELOG|CODEOWNERS|(?:Docker|Make|Rake|Gem|Proc|Jenkins|Vagrant|Brew|Caddy)file|authorized_keys|known_hosts|id_\w+|passwd|shadow|group|sudoers|hosts|crontab|credentials|config|HEAD)$/i;

/** A hidden file counts as settings unless its extension is one of data. */
const hiddenData =
  /^\.(?!env(?:\.|$)).*\.(?:csv|tsv|txt|jsonl|ndjson|log)$|^\.(?!.*rc\.).*\.json$/i;

const protectedFolders = new Set(['.git', '.ssh', '.gnupg', '.aws', '.kube', 'node_modules']);

/**
 * Returns whether the name of a path is that of a program file: `.env` and other settings, source
 * code, migrations, keys, documents, databases. An output of a load never replaces such a file.
 */
export function isProtectedName(path: string): boolean {
  const name = basename(path);
  return (
    (name.startsWith('.') && !hiddenData.test(name)) ||
    protectedEnds.test(name) ||
    protectedNames.test(name) ||
    dirname(path)
      .split(sep)
      .some((folder) => protectedFolders.has(folder))
  );
}
