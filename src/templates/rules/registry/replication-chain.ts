import { isSamePlace, nameOf, placeOf, resourcesIn } from '../environments';
import type { ReplicaTarget } from './replicas';
import { isUnresolved, targetsOf } from './replicas';
import { EcrRule } from '../../../ecr/ecr-rule';
import { ResourceType } from '../../../ecr/resource-type';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';

export const REPLICATION_CHAIN: Rule = {
  id: EcrRule.REPLICATION_CHAIN,
  types: [ResourceType.REPLICATION_CONFIGURATION],
  check: checkChain,
};

function* checkChain(configuration: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const own = placeOf(configuration.stack);
  const targets = targetsOf(configuration);
  for (const middle of targets) {
    const next = resourcesIn(app, ResourceType.REPLICATION_CONFIGURATION, middle)
      .filter((each) => each !== configuration)
      .flatMap((each) => targetsOf(each).map((last) => ({ last, via: each })));
    for (const { last, via } of next) {
      const lost = common(middle, last);
      if (
        lost.length === 0 ||
        isSamePlace(own, last) ||
        targets.some((to) => isSamePlace(to, last) && sends(to, lost))
      ) {
        continue;
      }
      const { at } = middle;
      if (
        isUnresolved(configuration) ||
        configuration.stack.account === undefined ||
        configuration.stack.region === undefined
      ) {
        yield { at, text: 'where it replicates to is known at deployment', unresolved: true };
        continue;
      }
      const what = lost.map((prefix) => prefix || 'everything').join(', ');
      yield {
        at,
        text:
          `${nameOf(middle)} replicates ${what} on to ${nameOf(last)} (${via.constructPath}), but images from here ` +
          'do not arrive there',
      };
    }
  }
}

/** The prefixes that both targets get. Of two prefixes, it is the longer one if it starts with the other. */
function common(one: ReplicaTarget, other: ReplicaTarget): string[] {
  const pairs = one.prefixes.flatMap((left) => other.prefixes.map((right) => [left, right]));
  const shared = pairs.flatMap(([left, right]) => {
    if (left.startsWith(right)) return [left];
    return right.startsWith(left) ? [right] : [];
  });
  return [...new Set(shared)];
}

/** Whether the target gets some of the prefixes. Then the chain is intended. */
function sends({ prefixes }: ReplicaTarget, lost: string[]): boolean {
  return lost.some((prefix) => prefixes.some((each) => prefix.startsWith(each) || each.startsWith(prefix)));
}
