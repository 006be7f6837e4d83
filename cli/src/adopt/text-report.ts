import { LeftReason } from './adoption-plan';
import type { AdoptionReport } from './adoption-report';
import { lifecycleText, notesOn, REPORT_FILE, repositoriesIn, repositoryCount, undeclared } from './adoption-report';
import { stepsOf } from './steps';
import type { OwnedGroup } from './waves';
import { listed, number } from '../../../src/text/lists';
import { count } from '../io/quantities';
import { tableLines } from '../io/table';

/** How many owners a person reads. */
const ROWS = 20;
/** The steps until the import. */
const STEPS = 3;

/** The kinds of owners, as heads of their tables. */
const HEADS: Readonly<Record<LeftReason, readonly [title: string, head: string]>> = {
  [LeftReason.STACK]: ['Wave 2, what stacks of CloudFormation own', 'stack'],
  [LeftReason.TERRAFORM]: ['Wave 3, what Terraform owns', 'state'],
  [LeftReason.UNREAD]: ['Left out, as it is not known as it is', 'refused'],
};

/** What was adopted, for a person. */
export function* textReport(report: AdoptionReport): Generator<string> {
  const { out, stacks, waves, differences, lifecycles } = report;
  const resources = stacks.flatMap((stack) => stack.resources).length;
  const repositories = stacks.reduce((sum, stack) => sum + repositoryCount(stack), 0);
  yield `Wave 1, what nobody owns: ${partsOf(repositories, resources - repositories)}`;
  if (stacks.length > 0) {
    yield* tableLines(
      [['stack'], ['registry'], ['resources', 'right'], ['file']],
      stacks.map(({ stackName, account, region, resources: own, file }) => [
        ...[stackName, `${account}/${region}`],
        ...[own.length, file.path],
      ]),
    );
  }
  for (const reason of Object.values(LeftReason)) yield* waveLines(reason, waves[reason]);
  const missing = undeclared(report);
  if (missing.length > 0) yield* ['', `Not declared, as the notes say: ${listed(missing)}.`];
  const notes = notesOn(report);
  if (notes.length > 0) yield* ['', ...notes];
  if (differences.length > 0) {
    yield* ['', 'Differences from the baseline'];
    yield* tableLines(
      [['severity'], ['rule'], ['closes'], ['of', 'right'], ['difference']],
      differences.map(({ severity, rule, closing, resources: own, text }) => [
        ...[severity, rule.replace('cdk-ecr::', ''), closing, own.length],
        text,
      ]),
    );
  }
  yield* ['', lifecycleText(lifecycles)];
  const commands = stepsOf(report)
    .slice(0, STEPS)
    .flatMap((step) => step.commands);
  if (commands.length > 0) yield* ['', `Next, in ${out}:`, ...commands.map((command) => `  ${command}`)];
  yield* ['', `${out}/${REPORT_FILE} has all steps, all of this in full, and the way back.`];
}

function* waveLines(reason: LeftReason, groups: readonly OwnedGroup[]): Generator<string> {
  if (groups.length === 0) return;
  const [title, head] = HEADS[reason];
  const sum = (key: 'repositories' | 'settings') => groups.reduce((all, group) => all + group[key].length, 0);
  yield* ['', `${title}: ${partsOf(sum('repositories'), sum('settings'))}`];
  yield* tableLines(
    [[head], ['registry'], ['repositories', 'right'], ['settings', 'right'], ['names']],
    groups
      .slice(0, ROWS)
      .map(({ by, registry, repositories, settings }) => [
        ...[by, registry, repositories.length, settings.length],
        listed([...repositories, ...settings]),
      ]),
  );
  if (groups.length > ROWS) yield `and ${number(groups.length - ROWS)} more`;
}

function partsOf(repositories: number, settings: number): string {
  return settings === 0
    ? repositoriesIn(repositories)
    : `${repositoriesIn(repositories)} and ${count(settings, 'setting')}`;
}
