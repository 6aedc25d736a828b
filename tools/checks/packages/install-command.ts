/** The command that installs packed packages in a project, for a shell. */
export function installCommand(tarballs: readonly string[]): string {
  return `npm install ${tarballs.map((path) => (/[^\w@%+=:,./\\-]/.test(path) ? `"${path}"` : path)).join(' ')}`;
}

/** Finds the command in what `npm run pack` printed. */
export function readInstallCommand(output: string): string {
  const command = /^ *(npm install .+)$/m.exec(output)?.[1];
  if (command === undefined) throw new Error(`No install command was printed:\n${output}`);
  return command;
}
