import type { RepositoryPreview, RepositoryPreviews } from './repository-previews';
import { repositoryTables } from './repository-table';
import { tallies, total } from './tally';
import type { Tally } from './tally';
import { isArchived } from '../../../src/lifecycle/evaluator/image-state';
import { LifecycleAction, LifecycleStorageClass } from '../../../src/lifecycle/lifecycle-enums';
import { andMore, byText, listed } from '../../../src/text/lists';
import { count, size } from '../io/quantities';
import { table } from '../io/table';

/** How many rows of a table a person reads. */
const ROWS = 20;

/** The previews for a person: of one repository each image that goes, of several the sums. */
export function previewTables(results: RepositoryPreviews, { at, all }: { at: Date; all: boolean }): string {
  const { previews } = results;
  const limit = all ? Infinity : ROWS;
  const parts: string[] = [];
  if (previews.length === 1 || all) parts.push(...previews.map((each) => repositoryTables(each, { at, limit, all })));
  if (previews.length > 1) parts.push(...overview(previews, { at, limit }));
  const remarks = notes(results);
  if (remarks.length > 0) parts.push(remarks.join('\n'));
  return parts.join('\n\n');
}

interface Row {
  readonly name: string;
  readonly own: readonly Tally[];
}

function overview(previews: readonly RepositoryPreview[], { at, limit }: { at: Date; limit: number }): string[] {
  const rows = previews.map(({ repositoryName: name, preview }) => ({ name, own: tallies(preview) }));
  rows.sort((one, other) => going(other) - going(one) || byText(one.name, other.name));
  const others = rows.slice(limit);
  if (others.length > 0) {
    const more = { name: andMore(others.length), own: others.flatMap(({ own }) => own) };
    rows.splice(limit, rows.length, more);
  }
  rows.push({ name: 'total', own: rows.flatMap(({ own }) => own) });
  return [
    `${count(previews.length, 'repository', 'repositories')}, at ${at.toISOString()}`,
    table(
      [
        ['repository'],
        ...['images', 'expire', 'archive', 'stay', 'freed', 'undocumented'].map((head) => [head, 'right'] as const),
      ],
      rows.map(({ name, own }) => {
        const expiring = total(own.filter(({ action }) => action === LifecycleAction.EXPIRE));
        const archiving = total(own.filter(({ action }) => action === LifecycleAction.ARCHIVE));
        const { images, undocumented } = total(own);
        const stay = images - expiring.images - archiving.images;
        const freed = size(expiring.bytes, expiring.unsized);
        return [name, images, expiring.images, archiving.images, stay, freed, undocumented];
      }),
    ),
    ...(others.length > 0 ? ['--all lists every repository and image, --repository one repository'] : []),
  ];
}

function going({ own }: Row): number {
  return total(own.filter(({ action }) => action !== undefined)).images;
}

function notes({ previews, withoutPolicy, withoutImages }: RepositoryPreviews): string[] {
  const summaries = previews.map(({ preview }) => preview.summary);
  const undocumented = summaries.reduce((sum, { undocumentedImageCount }) => sum + undocumentedImageCount, 0);
  return [
    undocumented > 0 &&
      `Undocumented: ECR does not document the outcome for ${count(undocumented, 'image')}. They are counted as deleted or archived if they may be.`,
    summaries.some(({ freedBytes }) => freedBytes > 0) &&
      'Sizes are upper bounds: ECR keeps layers that other images use.',
    previews.some(lacksArchive) &&
      'No image is archived. aws ecr describe-images leaves archived images out without --filter imageStatus=ANY.',
    withoutPolicy.length > 0 && `Not in the app, and left out: ${listed(withoutPolicy)}.`,
    withoutImages.length > 0 && `Without images, and left out: ${listed(withoutImages)}.`,
  ].filter((note) => note !== false);
}

/** Whether the policy has a rule for archived images, and there are none: they may have been left out. */
function lacksArchive({ policy, images }: RepositoryPreview): boolean {
  return (
    policy.rules.some(({ storageClass }) => storageClass === LifecycleStorageClass.ARCHIVE) && !images.some(isArchived)
  );
}
