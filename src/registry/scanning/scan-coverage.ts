import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { AppCreator } from './app-creators';
import { creatorsBeside } from './app-creators';
import { AppConstructs } from '../../core/app-constructs';
import { AppRepositories } from '../../core/app-repositories';
import type { AppRepository } from '../../core/app-repositories';
import { stageOf } from '../../core/owners';
import { warn } from '../../core/warn';
import { EcrRule } from '../../ecr/ecr-rule';
import { startOfNames } from '../../ecr/namespaces';
import { matchesAllUnder, matchesEveryName } from '../../ecr/scan-filter';
import { ScanFrequency } from '../../ecr/scan-frequency';
import type { IRegistry } from '../../facades/i-registry';
import type { RegistryScanning } from '../../facades/registry-scanning';
import { describe } from '../../text/errors';
import { listed } from '../../text/lists';

/**
 * Looks for repositories that no filter matches, when the tree is validated: errors where scanning is required,
 * otherwise warnings. Amazon ECR creates some of them, through templates and caches.
 *
 * @param setting the resource of the registry's scanning
 */
export function watchScanCoverage(
  registry: IRegistry,
  setting: CfnResource,
  scanning: () => RegistryScanning,
  required: boolean,
): void {
  const errors = (scope: IConstruct) => gapsIn(registry, scanning(), scope).map((gap) => errorOf(registry, gap));
  registry.node.addValidation({
    validate: () => (required ? errors(registry) : warnOf(registry, setting, scanning())),
  });
  // What a pipeline's later stages declare is there only when the app is validated, too late for a warning.
  const { root } = registry.node;
  if (!required || stageOf(registry) === root) return;
  AppConstructs.shareInValidation(root);
  root.node.addValidation({ validate: () => errors(root) });
}

/** A repository, or what creates repositories, that no scanning filter is sure to match. */
interface Gap {
  readonly resource: CfnResource;
  readonly rule: EcrRule;
  /** The name of the resource in errors. */
  readonly property: string;
  /** The effect that a filter lacks, after "no scanning filter". */
  readonly problem: string;
  readonly remedy: string;
}

/** All gaps: repositories first, then templates and caches. */
function gapsIn(registry: IRegistry, scanning: RegistryScanning, validated: IConstruct): Gap[] {
  return [
    ...notScanned(registry, scanning, validated).map((repository) => ({
      resource: repository.resource,
      rule: EcrRule.REPOSITORY_SCANNING,
      property: 'repository',
      problem: problemOf(repository),
      remedy: remedyOf(repository),
    })),
    ...creatorsNotScanned(registry, scanning, validated).map((creator) => ({
      resource: creator.resource,
      rule: EcrRule.TEMPLATE_NOT_SCANNED,
      property: 'namespace of created repositories',
      problem: creatorProblemOf(creator),
      remedy: creatorRemedyOf(creator),
    })),
  ];
}

/** Only a filter for everything is sure to match an unresolved name. */
function notScanned(registry: IRegistry, scanning: RegistryScanning, validated: IConstruct): AppRepository[] {
  if ([...scanning.continuous, ...scanning.onPush].some(matchesEveryName)) return [];
  return AppRepositories.beside(registry, AppConstructs.validating(validated)).all.filter(
    ({ name }) => name === undefined || scanning.frequencyOf(name) === scanning._unmatched,
  );
}

/** The templates and caches whose repositories no single filter is sure to match. */
function creatorsNotScanned(registry: IRegistry, scanning: RegistryScanning, validated: IConstruct): AppCreator[] {
  const filters = [...scanning.continuous, ...scanning.onPush];
  if (filters.some(matchesEveryName)) return [];
  return creatorsBeside(registry, AppConstructs.validating(validated)).filter(
    ({ prefix }) => prefix === undefined || !filters.some((filter) => matchesAllUnder(filter, startOfNames(prefix))),
  );
}

function warnOf(registry: IRegistry, setting: CfnResource, scanning: RegistryScanning): string[] {
  const gaps = gapsIn(registry, scanning, registry);
  const isHere = ({ resource }: Gap) => stageOf(resource) === stageOf(registry);
  for (const { resource, rule, problem, remedy } of gaps.filter(isHere)) {
    warn(
      resource,
      rule,
      `no scanning filter of ${registry.node.path} ${problem}; ${effectOf(scanning)}; ${remedy}, or acknowledge this warning`,
    );
  }
  // Another stage may have been written already, without what would be added to it now.
  const elsewhere = gaps.filter((gap) => !isHere(gap) && gap.rule === EcrRule.REPOSITORY_SCANNING);
  if (elsewhere.length > 0) {
    warnOfOtherStages(setting, scanning, elsewhere.map(({ resource }) => resource.node.path).sort());
  }
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

/** Names what is not scanned, because the message of a validation stands at the registry. */
function errorOf(registry: IRegistry, { resource, property, problem, remedy }: Gap): string {
  return describe({
    scope: registry,
    api: 'Registry',
    property,
    found: resource.node.path,
    must: `be scanned (requireScanning), and no scanning filter ${problem}`,
    remedy,
  });
}

function problemOf({ name }: AppRepository): string {
  return name === undefined
    ? 'but "*" is sure to match its name, which only the deployment knows'
    : `matches its name ${JSON.stringify(name)}`;
}

function creatorProblemOf({ prefix }: AppCreator): string {
  if (prefix === undefined) {
    return 'but "*" is sure to match the repositories that Amazon ECR creates under a prefix that only the deployment knows';
  }
  const start = startOfNames(prefix);
  return `matches all repositories that Amazon ECR creates ${start === '' ? 'with other names' : `under "${start}"`}`;
}

function creatorRemedyOf({ prefix }: AppCreator): string {
  return `add the filter "${prefix === undefined ? '' : startOfNames(prefix)}*" with addScanningRule`;
}

function effectOf(scanning: RegistryScanning): string {
  return scanning._unmatched === ScanFrequency.OFF
    ? 'without one, images are never scanned'
    : 'without one, images are scanned only on request';
}

function remedyOf({ name }: AppRepository): string {
  return name === undefined ? 'give it a `repositoryName` that a filter matches' : 'add a filter with addScanningRule';
}
