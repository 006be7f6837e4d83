import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { AppConstructs } from '../../core/app-constructs';
import { AppRepositories } from '../../core/app-repositories';
import type { AppRepository } from '../../core/app-repositories';
import { stageOf } from '../../core/owners';
import { warn } from '../../core/warn';
import { EcrRule } from '../../ecr/ecr-rule';
import { matchesEveryName } from '../../ecr/scan-filter';
import { ScanFrequency } from '../../ecr/scan-frequency';
import type { IRegistry } from '../../facades/i-registry';
import type { RegistryScanning } from '../../facades/registry-scanning';
import { describe } from '../../text/errors';
import { listed } from '../../text/lists';

/**
 * Looks for repositories that no filter matches, when the tree is validated: errors where scanning is required,
 * otherwise warnings.
 *
 * @param setting the resource of the registry's scanning
 */
export function watchScanCoverage(
  registry: IRegistry,
  setting: CfnResource,
  scanning: () => RegistryScanning,
  required: boolean,
): void {
  const errors = (scope: IConstruct) =>
    notScanned(registry, scanning(), scope).map((repository) => errorOf(registry, repository));
  registry.node.addValidation({
    validate: () => (required ? errors(registry) : warnOf(registry, setting, scanning())),
  });
  // What a pipeline's later stages declare is there only when the app is validated, too late for a warning.
  const { root } = registry.node;
  if (!required || stageOf(registry) === root) return;
  AppConstructs.shareInValidation(root);
  root.node.addValidation({ validate: () => errors(root) });
}

/** Only a filter for everything is sure to match an unresolved name. */
function notScanned(registry: IRegistry, scanning: RegistryScanning, validated: IConstruct): AppRepository[] {
  if ([...scanning.continuous, ...scanning.onPush].some(matchesEveryName)) return [];
  return AppRepositories.beside(registry, AppConstructs.validating(validated)).all.filter(
    ({ name }) => name === undefined || scanning.frequencyOf(name) === scanning._unmatched,
  );
}

function warnOf(registry: IRegistry, setting: CfnResource, scanning: RegistryScanning): string[] {
  const elsewhere: string[] = [];
  for (const repository of notScanned(registry, scanning, registry)) {
    if (stageOf(repository.resource) === stageOf(registry)) {
      warn(
        repository.resource,
        EcrRule.REPOSITORY_SCANNING,
        `no scanning filter of ${registry.node.path} ${problemOf(repository)}; ${effectOf(scanning)}; ` +
          `${remedyOf(repository)}, or acknowledge this warning`,
      );
    } else {
      elsewhere.push(repository.resource.node.path);
    }
  }
  // Another stage may have been written already, without what would be added to it now.
  if (elsewhere.length > 0) warnOfOtherStages(setting, scanning, elsewhere.sort());
  return [];
}

function warnOfOtherStages(setting: CfnResource, scanning: RegistryScanning, paths: string[]): void {
  warn(
    setting,
    EcrRule.REPOSITORY_SCANNING,
    `no scanning filter is sure to match repositories of other stages: ${listed(paths, { separator: ', ' })}; ` +
      `${effectOf(scanning)}; add filters with addScanningRule, or acknowledge this warning`,
  );
}

/** Names the repository, because the message of a validation stands at the registry. */
function errorOf(registry: IRegistry, repository: AppRepository): string {
  return describe({
    scope: registry,
    api: 'Registry',
    property: 'repository',
    found: repository.resource.node.path,
    must: `be scanned (requireScanning), and no scanning filter ${problemOf(repository)}`,
    remedy: remedyOf(repository),
  });
}

/** The effect that a filter lacks, after "no scanning filter". */
function problemOf({ name }: AppRepository): string {
  return name === undefined
    ? 'but "*" is sure to match its name, which only the deployment knows'
    : `matches its name ${JSON.stringify(name)}`;
}

function effectOf(scanning: RegistryScanning): string {
  return scanning._unmatched === ScanFrequency.OFF
    ? 'without one, images are never scanned'
    : 'without one, images are scanned only on request';
}

function remedyOf({ name }: AppRepository): string {
  return name === undefined ? 'give it a `repositoryName` that a filter matches' : 'add a filter with addScanningRule';
}
