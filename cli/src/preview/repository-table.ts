import type { RepositoryPreview } from './repository-previews';
import { tallies, total } from './tally';
import type { Tally } from './tally';
import type { ImageOutcome } from '../../../src/lifecycle/evaluator/image-outcome';
import { LifecycleAction } from '../../../src/lifecycle/lifecycle-enums';
import { andMore, number } from '../../../src/text/lists';
import { count, size } from '../io/quantities';
import { shortDigest } from '../io/short-digest';
import type { Cell } from '../io/table';
import { tableLines } from '../io/table';

const TAGS_LENGTH = 32;

/** The preview of one repository: sums, and each image that is deleted or archived. Each part is a list of lines. */
export function* repositoryTables(
  repository: RepositoryPreview,
  { at, limit, all }: { at: Date; limit: number; all: boolean },
): Generator<Iterable<string>> {
  const { label, source, policy, outcomes, roles } = repository;
  const going = outcomes.filter(({ action }) => action !== undefined).sort(mostMissedFirst);
  yield [
    `${label || 'images'}: ${number(going.length)} of ${count(outcomes.length, 'image')} go`,
    `by ${source}${policy.isEmpty ? ', which has no lifecycle policy' : ''}, at ${at.toISOString()}`,
    ...(roles.length > 0 ? [`role: ${roles.map(({ role, reason }) => `${role} (${reason})`).join(', ')}`] : []),
  ];
  yield sums(tallies(repository));
  const staying = all ? outcomes.filter(({ action }) => action === undefined).sort(mostMissedFirst) : [];
  const shown = limit < going.length ? going.slice(0, limit) : going;
  if (shown.length + staying.length > 0) yield images([shown, staying]);
  if (going.length > limit) yield [`${andMore(going.length - limit)} that go (--all lists them)`];
}

function sums(own: readonly Tally[]): Iterable<string> {
  const row = (what: string, { images: of, bytes, unsized }: ReturnType<typeof total>, first?: Date, why = '') => [
    what,
    of,
    size(bytes, unsized),
    first ? day(first) : '',
    why,
  ];
  return tableLines(
    [['what'], ['images', 'right'], ['size', 'right'], ['first goes'], ['why']],
    [...own.map((each) => row(verb(each.action), each, each.firstGoes, each.why)), row('total', total(own))],
  );
}

function images(lists: readonly (readonly ImageOutcome[])[]): Iterable<string> {
  // A table reads its rows twice, and making them takes longer than to keep them for one repository.
  const rows = lists.flatMap((outcomes) => outcomes.map(rowOf));
  return tableLines([['what'], ['image'], ['tags'], ['pushed'], ['size', 'right'], ['why']], rows);
}

function rowOf(outcome: ImageOutcome): Cell[] {
  const { imageDigest, imageTags, imagePushedAt, imageSizeInBytes: bytes } = outcome.image;
  return [
    verb(outcome.action),
    shortDigest(imageDigest),
    shortened((imageTags ?? []).join(', ')) || '(untagged)',
    day(imagePushedAt),
    size(bytes ?? 0, (bytes ?? undefined) === undefined ? 1 : 0),
    // The sums have the description of the rule.
    () => outcome._explain({ description: false }),
  ];
}

/** The first lines show the largest losses. */
function mostMissedFirst({ image: one }: ImageOutcome, { image: other }: ImageOutcome): number {
  const tagged = Number((other.imageTags ?? []).length > 0) - Number((one.imageTags ?? []).length > 0);
  return tagged || other.imagePushedAt.getTime() - one.imagePushedAt.getTime();
}

function verb(action: LifecycleAction | undefined): string {
  if (action === undefined) return 'stays';
  return action === LifecycleAction.EXPIRE ? 'expires' : 'is archived';
}

const DAY = 86_400_000;
/** Images are pushed on some thousand days, and a text for each image would take longer than its row. */
const days = new Map<number, string>();

function day(date: Date): string {
  const key = Math.floor(date.getTime() / DAY);
  let text = days.get(key);
  if (text === undefined) days.set(key, (text = date.toISOString().slice(0, 'yyyy-mm-dd'.length)));
  return text;
}

function shortened(tags: string): string {
  return tags.length > TAGS_LENGTH ? `${tags.slice(0, TAGS_LENGTH - 1)}…` : tags;
}
