import { readCandidates, isSnapshot } from './image-source';
import type { Candidates } from './image-source';
import { InUseGuard } from './in-use-guard';
import { JsonReport } from './json-report';
import { planPreviews } from './plan';
import type { Plan } from './plan';
import { policySource } from './policy-source';
import type { PolicyOptions } from './policy-source';
import { PresetPatterns } from './preset-patterns';
import { Protection } from './protection';
import type { PreviewReport } from './report';
import { previewRepository } from './repository-previews';
import { RestoreCommands } from './restore-commands';
import { TextReport } from './text-report';
import { listed } from '../../../src/text/lists';
import { visible } from '../../../src/text/visible';
import { readUses } from '../in-use/read-uses';
import { parseAt } from '../io/at-option';
import { API, refuse } from '../io/bad-input';
import type { CommandIo } from '../io/command-io';
import { ExitStatus } from '../io/command-io';
import { Output } from '../io/output';
import { Progress } from '../io/progress';
import { count } from '../io/quantities';

/** The options of the command `preview`. */
export interface PreviewOptions extends PolicyOptions {
  readonly repository?: readonly string[];
  readonly at?: string;
  readonly protect?: readonly string[];
  readonly inUse?: readonly string[];
  readonly restoreCommands?: boolean;
  readonly json?: boolean;
  readonly all?: boolean;
}

/** Previews lifecycle policies on images. */
export async function preview(io: CommandIo, paths: readonly string[], options: PreviewOptions): Promise<ExitStatus> {
  const { protect = [], inUse = [], json = false, all = false, restoreCommands = false } = options;
  const policies = policySource(io, options, { hasSnapshot: paths.some(isSnapshot) });
  const at = parseAt(options.at);
  const protection = new Protection(protect);
  const uses = readUses(inUse);
  const candidates = await readCandidates(paths, io);
  const wanted = [...new Set(options.repository)];
  const plan = planPreviews(candidates, policies, wanted);
  refuseEarly(protection, plan);

  const names = new Set(wanted.length > 0 ? plan.planned.map(({ repositoryName }) => repositoryName) : []);
  const isWanted = (name = '') => wanted.length === 0 || names.has(name);
  const guard = new InUseGuard(inUse, uses, candidates, isWanted);
  const patterns = new PresetPatterns(options);
  const restore = new RestoreCommands(restoreCommands);
  const out = new Output(io.stdout);
  const report: PreviewReport = json ? new JsonReport(out, at) : new TextReport(out, { at, all });
  const unread: string[] = [];
  let previewCount = 0;
  // Rows that are written meanwhile would run into the bar.
  const isQuiet = io.stdout.isTTY === true && (json || all);
  await new Progress(io).over(isQuiet ? undefined : imageCount(plan), async (advance) => {
    for (const planned of plan.planned) {
      const result = await previewRepository(planned, candidates, at);
      if (result === undefined) {
        unread.push(planned.label);
        continue;
      }
      previewCount += 1;
      patterns.add(result);
      restore.add(result);
      const [protectedLosses, inUseLosses] = [protection.add(result), guard.add(result)];
      await report.add({ ...result, protectedLosses, inUseLosses });
      advance(result.images.length);
    }
  });
  if (previewCount === 0) {
    const remedy = 'take the snapshot again, with a role that may list images';
    refuse({ property: 'number of repositories with images', found: 0, must: 'be at least 1', remedy });
  }
  protection.refuseUnmatched();
  const isGuarded = protect.length + inUse.length > 0;
  const losses = [protection.loss, guard.loss, isGuarded ? unjudged(unread) : undefined].filter(
    (loss) => loss !== undefined,
  );
  await report.end({
    ...{
      without: policies.without,
      withoutPolicy: plan.withoutPolicy,
      withoutImages: [...plan.withoutImages, ...unread],
    },
    unmatchedPatterns: patterns.unmatched,
    unknownReferences: guard.unknown,
    remarks: [...guard.remarks, ...publicRemark(candidates)],
    restoreCommands: restore.lines,
    assurances: [protection.assurance, guard.assurance].filter((text) => text !== undefined),
  });
  await out.flush();
  for (const loss of losses) io.stderr.write(`${API}: ${loss}\n`);
  return losses.length > 0 ? ExitStatus.FOUND : ExitStatus.OK;
}

/** Patterns that are on no image fail before anything is printed, where all images are in memory. */
function refuseEarly(protection: Protection, { planned }: Plan): void {
  const lists = planned.map(({ candidate }) => candidate.described?.images);
  if (lists.includes(undefined)) return;
  for (const images of lists) for (const image of images!) protection.matches(image);
  protection.refuseUnmatched();
}

/** How many images there are; `undefined` if only reading them tells. */
function imageCount({ planned }: Plan): number | undefined {
  return planned.reduce<number | undefined>((sum, { candidate }) => {
    return sum === undefined || candidate.described === undefined ? undefined : sum + candidate.described.images.length;
  }, 0);
}

/** What cannot be judged is not said to be well. */
function unjudged(unread: readonly string[]): string | undefined {
  return unread.length === 0 ? undefined : `the snapshot does not have the images of ${visible(listed(unread))}`;
}

function publicRemark({ publicCount }: Candidates): string[] {
  if (publicCount === 0) return [];
  const repositories = count(publicCount, 'public repository', 'public repositories');
  return [`Left out: ${repositories}, as Amazon ECR Public has no lifecycle policies.`];
}
