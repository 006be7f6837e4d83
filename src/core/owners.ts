import { Stage } from 'aws-cdk-lib';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import { AppLedger } from './app-ledger';
import { environmentOf, relate, Relation } from './environment';
import { warn } from './warn';
import { EcrRule } from '../ecr/ecr-rule';
import { InvalidInputError } from '../text/errors';

const REGISTRIES = new AppLedger<IConstruct[]>('registries', () => []);

/**
 * Enters a registry as the owner of its account and region.
 *
 * A second owner is an error. If their environments are unresolved, and the owners are in different stages or stack sets, it
 * is a warning: the environments may be the same.
 */
export function claim(registry: IConstruct): void {
  for (const other of REGISTRIES.of(registry)) {
    switch (relate(registry, other)) {
      case Relation.SAME: {
        const { account, region } = environmentOf(registry);
        throw new InvalidInputError({
          scope: registry,
          api: 'Registry',
          property: 'environment',
          found: `${account}/${region}`,
          must: `have one owner, and ${other.node.path} is it already`,
          remedy: `use Registry.of(scope), which gives you ${other.node.path}`,
        });
      }
      case Relation.UNRESOLVED:
        warn(
          registry,
          EcrRule.REGISTRY_SINGLETON,
          `${registry.node.path} and ${other.node.path} may own the same registry, because the account or region of one ` +
            'is known only at deployment; give their stacks an `env`, or make sure that they are deployed to different ones',
        );
        break;
      case Relation.DIFFERENT:
    }
  }
  REGISTRIES.of(registry).push(registry);
}

/** The registry of the scope's account and region, if the app has one. */
export function ownerOf(scope: IConstruct): IConstruct | undefined {
  return REGISTRIES.of(scope).find((registry) => relate(scope, registry) === Relation.SAME);
}

/** The registry of an account and region that are known, if the app has one. */
export function ownerIn(scope: IConstruct, { account, region }: ResourceEnvironment): IConstruct | undefined {
  return REGISTRIES.of(scope).find((registry) => {
    const own = environmentOf(registry);
    return own.account === account && own.region === region;
  });
}

/** The stage or app that writes the template of a construct. */
export function stageOf(scope: IConstruct): IConstruct {
  return Stage.of(scope) ?? scope.node.root;
}
