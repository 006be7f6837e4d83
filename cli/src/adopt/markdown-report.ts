import { LeftReason } from './adoption-plan';
import type { AdoptionReport } from './adoption-report';
import { lifecycleText, notesOn, repositoryCount, undeclared } from './adoption-report';
import type { DefaultLifecycle, TakenImage } from './default-lifecycle';
import { Closing } from './differences';
import type { Difference } from './differences';
import { LATER, quoted, stepsOf, wayBack } from './steps';
import type { Step } from './steps';
import type { OwnedGroup } from './waves';
import { andMore, listed, number } from '../../../src/text/lists';
import { visible } from '../../../src/text/visible';
import { markdownCode, markdownTable, markdownText } from '../io/markdown';
import { shortDigest } from '../io/short-digest';

/** How many names, and how many rows, a person reads. */
const NAMES = 20;
const ROWS = 100;

const TITLES: Readonly<Record<LeftReason, string>> = {
  [LeftReason.STACK]: 'Wave 2: what stacks of CloudFormation own',
  [LeftReason.TERRAFORM]: 'Wave 3: what Terraform owns',
  [LeftReason.UNREAD]: 'Left out: what is not known as it is',
};

/** What was adopted, as a page beside the code. */
export function markdownReport(report: AdoptionReport): string {
  return `${[...blocks(report)].join('\n\n')}\n`;
}

function* blocks(report: AdoptionReport): Generator<string> {
  const { registries, stacks, waves, differences, lifecycles } = report;
  yield '# Adopted from Amazon ECR';
  yield registries
    .map(({ plan: { registry, adopted, left } }) => {
      const all = number(adopted.length + left.length);
      const place = `${registry.account}/${registry.region}`;
      return `- ${markdownText(place)} as it was at ${markdownText(registry.time)}: ${number(adopted.length)} of ${all} repositories`;
    })
    .join('\n');
  yield '## Wave 1: this app';
  if (stacks.length === 0) {
    yield 'Nothing is left that nobody owns.';
  } else {
    yield markdownTable(
      ['stack', 'registry', 'repositories', 'settings', 'code', 'mapping'],
      stacks.map((stack) => {
        const repositories = repositoryCount(stack);
        return [
          ...[markdownCode(stack.stackName), markdownText(`${stack.account}/${stack.region}`)],
          ...[number(repositories), number(stack.resources.length - repositories)],
          ...[markdownCode(stack.file.path), stack.mappings.map(markdownCode).join(', ')],
        ];
      }),
    );
  }
  const missing = undeclared(report);
  if (missing.length > 0) yield `Not declared, as the notes say: ${names(missing)}.`;
  const notes = notesOn(report);
  if (notes.length > 0) yield notes.map((note) => `- ${markdownText(note)}`).join('\n');
  if (stacks.length > 0) yield '## Steps';
  yield* stepBlocks(stepsOf(report));
  for (const reason of Object.values(LeftReason)) yield* waveBlocks(reason, waves[reason]);
  yield '## Differences from the baseline';
  yield* differenceBlocks(differences);
  yield '## Images that the default lifecycles would take';
  yield markdownText(lifecycleText(lifecycles));
  yield* lifecycleBlocks(lifecycles.repositories);
  if (stacks.length > 0) {
    yield '## The way back';
    yield* stepBlocks(wayBack(report));
  }
}

/** Steps as a list with their commands. */
function* stepBlocks(steps: readonly Step[]): Generator<string> {
  for (const [index, { text, commands }] of steps.entries()) {
    yield `${index + 1}. ${markdownText(text)}`;
    if (commands.length > 0) yield indented(codeBlock(commands));
  }
}

function codeBlock(commands: readonly string[]): string {
  return ['```sh', ...commands.map(visible), '```'].join('\n');
}

function indented(text: string): string {
  return text.replace(/^/gm, '   ');
}

function* waveBlocks(reason: LeftReason, groups: readonly OwnedGroup[]): Generator<string> {
  if (groups.length === 0) return;
  yield `## ${TITLES[reason]}`;
  yield LATER[reason].map((text, index) => `${index + 1}. ${markdownText(text)}`).join('\n');
  yield markdownTable(
    ['owner', 'registry', 'repositories', 'settings', 'names'],
    groups.map(({ by, registry, repositories, settings }) => [
      ...[markdownCode(by), markdownText(registry), number(repositories.length), number(settings.length)],
      names([...repositories, ...settings]),
    ]),
  );
  for (const { by, addresses } of groups) {
    if (addresses.length === 0) continue;
    yield `In the folder of ${markdownCode(by)}:`;
    yield codeBlock(addresses.map((address) => `terraform state rm ${quoted(address)}`));
  }
}

function* differenceBlocks(differences: readonly Difference[]): Generator<string> {
  if (differences.length === 0) yield 'There are none.';
  for (const closing of Object.values(Closing)) {
    const own = differences.filter((each) => each.closing === closing);
    if (own.length === 0) continue;
    yield closing === Closing.IN_PLACE
      ? 'A change of code closes these in place:'
      : 'To close these replaces the repository. Its name is taken, so that the deployment fails: declare a second ' +
        'repository with another name, copy the images by digest, and change the workloads.';
    yield markdownTable(
      ['severity', 'rule', 'difference', 'remedy', 'of', 'names'],
      own.map(({ severity, rule, text, remedy, resources }) => [
        ...[severity, markdownCode(rule.replace('cdk-ecr::', '')), markdownText(text), markdownText(remedy)],
        ...[number(resources.length), names(resources)],
      ]),
    );
  }
}

function* lifecycleBlocks(repositories: readonly DefaultLifecycle[]): Generator<string> {
  const taken = repositories.filter(({ archived, deleted }) => archived.length + deleted.length > 0);
  if (taken.length === 0) return;
  yield markdownTable(
    ['repository', 'role', 'images', 'archived', 'deleted', 'such as'],
    taken
      .slice(0, ROWS)
      .map(({ repository, role, imageCount, archived, deleted }) => [
        ...[markdownCode(repository), role, number(imageCount), number(archived.length), number(deleted.length)],
        markdownText(listed([...deleted, ...archived].map(imageName))),
      ]),
  );
  if (taken.length > ROWS) yield `${andMore(taken.length - ROWS)}; --json has all.`;
}

function imageName({ imageDigest, imageTags }: TakenImage): string {
  return imageTags[0] ?? shortDigest(imageDigest);
}

function names(all: readonly string[]): string {
  return markdownText(listed(all, { max: NAMES }));
}
