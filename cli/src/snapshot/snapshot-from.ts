import { CliAnswers } from './cli-answers';
import { FORMAT_VERSION } from './format';
import { Redactor } from './redactor';
import { SnapshotWriter } from './snapshot-writer';
import { visible } from '../../../src/text/visible';
import { API } from '../io/bad-input';
import { ExitStatus } from '../io/command-io';
import type { CommandIo } from '../io/command-io';
import { count } from '../io/quantities';

/** Makes a snapshot from answers of the AWS CLI. It sends nothing. */
export async function snapshotFrom(
  io: CommandIo,
  { from, out, redact }: { readonly from: string; readonly out: string; readonly redact?: boolean },
): Promise<ExitStatus> {
  const answers = CliAnswers.read(from);
  const { repositories, settings, unread, hasImages } = answers;
  const { account, partition, region } = answers.place;
  await SnapshotWriter.write(out, redact ? new Redactor() : undefined, async (writer) => {
    const registry = writer.registry(account, region);
    for (const repository of repositories) {
      await registry.repository(repository);
      const images = answers.imagesOf(repository);
      if (images) await registry.images(repository, pagesOf(images));
    }
    await registry.end({
      version: FORMAT_VERSION,
      account,
      region,
      partition,
      time: new Date().toISOString(),
      contents: { images: hasImages, inspector: false, templates: false },
      ...settings,
      unread,
    });
  });
  io.stdout.write(`${visible(out)}: ${count(repositories.length, 'repository', 'repositories')} of 1 registry\n`);
  if (unread.length > 0) {
    const actions = unread.map(({ action }) => action).join(', ');
    io.stderr.write(`${API}: no file has an answer of ${actions}; the snapshot is without them\n`);
  }
  return ExitStatus.OK;
}

async function* pagesOf<T>(values: readonly T[]): AsyncGenerator<readonly T[]> {
  yield values;
}
