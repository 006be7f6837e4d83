import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { run } from './command';
import { APPS, passedIn } from './language';
import type { Language } from './language';

const MODULE = 'github.com/cdk-ecr/cdk-ecr-go/cdkecr';

/** A module, from the folder in which it is generated. */
export const GO: Language = {
  name: 'Go',
  programs: ['go'],
  build: async (workspace, { bindings, awsCdkLib, constructs }) => {
    fs.cpSync(path.join(APPS, 'go'), workspace, { recursive: true });
    const generated = path.join(bindings, 'go', 'cdkecr');
    const edit = ['go', 'mod', 'edit'];
    await run(workspace, [...edit, '-replace', `${MODULE}=${generated}`]);
    await run(workspace, [...edit, '-require', `github.com/aws/aws-cdk-go/awscdk/v2@v${awsCdkLib}`]);
    await run(workspace, [...edit, '-require', `github.com/aws/constructs-go/constructs/v10@v${constructs}`]);
    const notes: string[] = [];
    for (const { module, version } of requirements(path.join(generated, 'go.mod'))) {
      const other = await replacement(module, version);
      if (other === undefined) continue;
      await run(workspace, [...edit, '-replace', `${module}@${version}=${module}@${other}`]);
      notes.push(`this machine gets no ${module} ${version}; ${other} takes its place`);
    }
    await run(workspace, ['go', 'mod', 'tidy']);
    await run(workspace, ['go', 'build', '-o', 'app', '.']);
    return notes;
  },
  test: async (workspace) => passedIn(await run(workspace, ['go', 'test', '-v', '-count=1', './...']), /--- PASS: /g),
  synthesize: async (workspace, env) => run(workspace, ['./app'], env),
};

function requirements(file: string): { module: string; version: string }[] {
  const lines = fs.readFileSync(file, 'utf8').matchAll(/^\t(\S+) (v\S+)/gm);
  return [...lines].map(([, module, version]) => ({ module, version }));
}

/** The newest release that can be had, where that is not the one asked for: not every module proxy has all. */
async function replacement(module: string, version: string): Promise<string | undefined> {
  // Outside of the app, which asks for the module.
  const folder = os.tmpdir();
  try {
    await run(folder, ['go', 'mod', 'download', `${module}@${version}`]);
    return undefined;
  } catch {
    const [, ...versions] = (await run(folder, ['go', 'list', '-m', '-versions', module])).trim().split(' ');
    return versions.pop();
  }
}
