import { placesDiffer } from '../../../../src/ecr/environments';
import { ResourceType } from '../../../../src/ecr/resource-type';
import type { StackDescription } from '../../../../src/templates/stack-description';
import type { GuardInputs } from '../inputs/guard-state';

/** The stacks of both sides. Stacks that are the same have one path, account and region. */
export interface AlignedStacks {
  readonly before: readonly StackDescription[];
  readonly after: readonly StackDescription[];
  /** The paths of the stacks that are on both sides. */
  readonly paired: ReadonlySet<string>;
}

type Place = Pick<StackDescription, 'account' | 'region' | 'stage'>;

/**
 * Pairs stacks by name, account and region, and nested stacks by the resources that declare them. References to one
 * resource are then the same text on both sides.
 */
export function alignStacks({ before, after }: GuardInputs): AlignedStacks {
  const old = withDeployedNesting(before.stacks);
  const place = commonPlace(after.stacks);
  const takenPaths = new Set(after.stacks.map(({ path }) => path));
  const paired = new Set<string>();
  const places = new Map<string, Place>();
  const aligned: StackDescription[] = [];
  /** The stacks of the old side by those that stand for them. A stack of several regions has several. */
  const replacements = new Map<StackDescription, StackDescription[]>();
  for (const stack of old) {
    const all = counterpartsOf(stack, after.stacks, replacements);
    const made = all.map(({ counterpart, declaration }): StackDescription => {
      if (counterpart === undefined) {
        const path = freePath(stack, takenPaths);
        return { ...stack, ...(stack.account === undefined && place), declaration, path };
      }
      const { path, stage, account, region } = counterpart;
      paired.add(path);
      const known = { account: account ?? stack.account, region: region ?? stack.region, stage };
      places.set(path, known);
      return { ...stack, declaration, path, ...known };
    });
    replacements.set(stack, made);
    aligned.push(...made);
  }
  const moved = new Map<StackDescription, StackDescription>();
  const next = after.stacks.map((stack) => {
    const { declaration, path } = stack;
    const made = {
      ...stack,
      ...places.get(path),
      declaration: declaration && { ...declaration, stack: moved.get(declaration.stack) ?? declaration.stack },
    };
    moved.set(stack, made);
    return made;
  });
  return { before: aligned, after: next, paired };
}

/** The stacks that a stack of the old side is now, with its declaration there. */
function counterpartsOf(
  stack: StackDescription,
  after: readonly StackDescription[],
  replacements: ReadonlyMap<StackDescription, readonly StackDescription[]>,
): { readonly counterpart?: StackDescription; readonly declaration?: StackDescription['declaration'] }[] {
  const { declaration } = stack;
  if (declaration !== undefined) {
    return (replacements.get(declaration.stack) ?? [declaration.stack]).map((parent) => ({
      counterpart: after.find(
        (each) => each.declaration?.stack.path === parent.path && each.declaration.logicalId === declaration.logicalId,
      ),
      declaration: { ...declaration, stack: parent },
    }));
  }
  const found = after.filter(
    (each) => each.declaration === undefined && nameOf(each) === nameOf(stack) && !placesDiffer(each, stack),
  );
  const exact = found.filter(({ account, region }) => account === stack.account && region === stack.region);
  const counterparts = exact.length > 0 ? exact : found;
  return counterparts.length > 0 ? counterparts.map((counterpart) => ({ counterpart })) : [{}];
}

/** The name of a stack that is deployed by itself. */
function nameOf({ stackName, path }: StackDescription): string {
  return stackName ?? path;
}

/** A path that no other stack has. */
function freePath(stack: StackDescription, taken: Set<string>): string {
  let path = taken.has(stack.path) ? nameOf(stack) : stack.path;
  while (taken.has(path)) path += ' (before)';
  taken.add(path);
  return path;
}

/** The account and region of all stacks, if they have one. */
function commonPlace(stacks: readonly StackDescription[]): Pick<StackDescription, 'account' | 'region'> | undefined {
  const places = new Map(stacks.map(({ account, region }) => [`${account}/${region}`, { account, region }]));
  return places.size === 1 ? [...places.values()][0] : undefined;
}

/** Deployed stacks with the resources that declare them. CloudFormation names a nested stack after its parent. */
function withDeployedNesting(stacks: readonly StackDescription[]): StackDescription[] {
  const parents = stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources ?? {})
      .filter(([, resource]) => resource?.Type === ResourceType.NESTED_STACK)
      .map(([logicalId]) => ({ stack, logicalId, start: `${nameOf(stack)}-${logicalId}-` })),
  );
  if (parents.length === 0) return [...stacks];
  const result: StackDescription[] = [];
  const made = new Map<StackDescription, StackDescription>();
  const add = (stack: StackDescription): StackDescription => {
    const known = made.get(stack);
    if (known) return known;
    const isChild = ({ stack: parent, start }: (typeof parents)[number]) =>
      parent !== stack && nameOf(stack).startsWith(start) && !placesDiffer(parent, stack);
    const found = stack.declaration === undefined ? parents.find(isChild) : undefined;
    const parent = stack.declaration?.stack ?? found?.stack;
    const logicalId = stack.declaration?.logicalId ?? found?.logicalId;
    const isNested = stack.declaration?.isNested ?? true;
    const declaration = parent && logicalId !== undefined ? { stack: add(parent), logicalId, isNested } : undefined;
    const own: StackDescription = { ...stack, declaration };
    made.set(stack, own);
    result.push(own);
    return own;
  };
  for (const stack of stacks) add(stack);
  return result;
}
