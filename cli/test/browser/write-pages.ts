import { readdirSync } from 'fs';
import { join } from 'path';
import { writeHostile } from './hostile-registry';
import { Bundle } from '../bundle';
import { Workspace } from '../support';
interface Sample {
  readonly names: readonly string[];
  readonly images: number;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports
const { AT, servicesOf, writeSample } = require('../../../benchmark/sample-registries') as {
  readonly AT: Date;
  servicesOf(repositories: number, images: number): Sample;
  writeSample(folder: string, sample: Sample): void;
};

/** The variable with the folder of the pages, for the tests. */
export const PAGES = 'CDK_ECR_PAGES';

/** The sizes of the samples, in repositories, with the number of their images. */
const SAMPLES = [
  [1, 12],
  [173, 1_730],
  [10_000, 100_000],
] as const;

/** Writes the pages of all tests with the command as users run it: `<name>.html`, and `<name>.json` of the same report. */
export default async function writePages(): Promise<() => void> {
  const files = new Workspace();
  const bundle = await Bundle.make();
  process.env[PAGES] = files.folder;
  const report = (name: string, ...args: readonly string[]) => {
    for (const end of ['html', 'json']) {
      const all = ['report', ...args, '--owner-tag', 'team', '--at', AT.toISOString(), '--output', `$/${name}.${end}`];
      const { status, stderr } = bundle.run(all.map((arg) => arg.replace('$', files.folder)));
      if (status !== 0 && status !== 1) throw new Error(`cdk-ecr ${all.join(' ')}: ${status}\n${String(stderr)}`);
    }
  };
  for (const [count, images] of SAMPLES) {
    writeSample(join(files.folder, `sample-${count}`), servicesOf(count, images));
    report(`of-${count}`, `$/sample-${count}`);
  }
  const { snapshot, app } = writeHostile(files);
  report('hostile', snapshot, app);
  report('hostile-change', app, '--before', snapshot);
  writeSample(join(files.folder, 'before'), servicesOf(60, 600));
  report('adoption', app, '--before', '$/before');
  bundle.remove();
  if (!readdirSync(files.folder).includes('of-173.html')) throw new Error('no page was written');
  return () => files.remove();
}
