import { existsSync } from 'fs';
import { join } from 'path';
import { writeHostile } from './hostile-registry';
import { Bundle } from '../bundle';
import { writeApp } from '../report/registries/support';
import { Workspace } from '../support';
interface Sample {
  readonly names: readonly string[];
  readonly images: number;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports
const { ACCOUNT, AT, REGION, servicesOf, writeSample } = require('../../../benchmark/sample-registries') as {
  readonly ACCOUNT: string;
  readonly AT: Date;
  readonly REGION: string;
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

/**
 * Writes the pages of all tests with the command as users run it: `<name>.html`, and `<name>.json` of the same report. To
 * run some tests again and again, set CDK_ECR_PAGES to an empty folder: its pages stay, and are not written anew.
 */
export default async function writePages(): Promise<() => void> {
  const kept = process.env[PAGES];
  if (kept !== undefined && existsSync(join(kept, 'adoption.html'))) return () => undefined;
  const files = new Workspace(kept);
  const bundle = await Bundle.make();
  process.env[PAGES] = files.folder;
  const report = (name: string, ...args: readonly string[]) => {
    for (const end of ['html', 'json']) {
      const all = ['report', ...args, '--owner-tag', 'team', '--at', AT.toISOString(), '--output', `$/${name}.${end}`];
      const { status, stderr } = bundle.run(all.map((arg) => arg.replace('$', files.folder)));
      if (status !== 0 && status !== 1) throw new Error(`cdk-ecr ${all.join(' ')}: ${status}\n${String(stderr)}`);
    }
  };
  const { snapshot, later, app, before } = writeHostile(files);
  report('hostile', snapshot, app);
  report('hostile-change', app, '--before', before);
  report('hostile-drift', later, '--before', snapshot);
  for (const [count, images] of SAMPLES) {
    writeSample(join(files.folder, `sample-${count}`), servicesOf(count, images));
    report(`of-${count}`, `$/sample-${count}`);
  }
  writeSample(join(files.folder, 'before'), servicesOf(60, 600));
  report('adoption', writeAdoptingApp(files), '--before', '$/before');
  bundle.remove();
  return () => {
    if (kept === undefined) files.remove();
  };
}

/** An app that takes over ten repositories of the sample with other settings, and adds one. */
function writeAdoptingApp(files: Workspace): string {
  const names = [...servicesOf(60, 600).names.slice(0, 10), 'payments/new'];
  const resources = names.map(
    (RepositoryName, index) =>
      [`Api${index}`, ['ECR::Repository', { RepositoryName, ImageTagMutability: 'IMMUTABLE' }]] as const,
  );
  const environment = `aws://${ACCOUNT}/${REGION}`;
  return writeApp(files, 'adopting', { Images: { environment, resources: Object.fromEntries(resources) } });
}
