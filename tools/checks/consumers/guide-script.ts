/**
 * Returns the commands of a guide as one shell script: its blocks of the language `sh`, in their
 * order.
 *
 * @param install - What installs our packages in place of the registry: `npm install a.tgz b.tgz`.
 */
export function guideScript(guide: string, install: string): string {
  const blocks = [...guide.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, code = '']) => code);
  const script = blocks.join('').replace(/^npm install (.*@wdh\/.*)$/gm, (_, names: string) => {
    const others = names.split(' ').filter((name) => !name.startsWith('@wdh/'));
    return [install, ...others].join(' ');
  });
  if (!script.includes(install)) throw new Error('The guide does not install our packages.');
  return script;
}
