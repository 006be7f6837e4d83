import { CfnParameter, Stack } from 'aws-cdk-lib';
import { CfnRegistryScanningConfiguration } from 'aws-cdk-lib/aws-ecr';
import { cache, NO_L2, stackBeside, template } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { override, problemsOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.TEMPLATE_NOT_SCANNED;
const PUSH = 'CREATE_ON_PUSH';
const CACHE = 'PULL_THROUGH_CACHE';

function scanning(stack: Stack, ...filters: string[]): CfnRegistryScanningConfiguration {
  const repositoryFilters = filters.map((filter) => ({ filter, filterType: 'WILDCARD' }));
  const rules = [{ scanFrequency: 'SCAN_ON_PUSH', repositoryFilters }];
  return new CfnRegistryScanningConfiguration(stack, 'Scanning', { scanType: 'ENHANCED', rules });
}

testRuleTable({
  rule,
  l1: (stack) => {
    scanning(stack, 'prod/*');
    template(stack, 'Bad', 'team', PUSH);
  },
  l2: NO_L2,
  override: (stack) => {
    scanning(stack, 'team/*');
    override(template(stack, 'Bad', 'team', PUSH), { Prefix: 'teams' });
  },
  passes: (stack) => {
    scanning(stack, 'team/*');
    template(stack, 'Good', 'team', PUSH);
  },
});

test.each<[string, (stack: Stack) => void, string]>([
  [
    'a template for a push',
    (stack) => {
      scanning(stack, 'prod/*', 'team/*/api');
      template(stack, 'Template', 'team', PUSH);
    },
    'Properties/Prefix: Amazon ECR creates repositories under team/, but the scanning of the registry (Stack/Scanning) ' +
      'has only the filters prod/*, team/*/api, which do not match all of them',
  ],
  [
    'a template for all other names',
    (stack) => {
      scanning(stack);
      template(stack, 'Template', 'ROOT', PUSH);
    },
    'Properties/Prefix: Amazon ECR creates repositories of any name, but the scanning of the registry (Stack/Scanning) ' +
      'has no filters',
  ],
  [
    'a cache, once with its template',
    (stack) => {
      scanning(stack, 'prod/*');
      cache(stack, 'Cache');
      template(stack, 'Template', 'quay', CACHE);
    },
    'Properties/EcrRepositoryPrefix: Amazon ECR creates repositories under quay/, but the scanning of the registry ' +
      '(Stack/Scanning) has only the filters prod/*, which do not match all of them',
  ],
  [
    'a template for a cache and a push, once with the cache',
    (stack) => {
      scanning(stack, 'prod/*');
      cache(stack, 'Cache');
      template(stack, 'Template', 'quay', CACHE, PUSH);
    },
    'Properties/Prefix: Amazon ECR creates repositories under quay/, but the scanning of the registry (Stack/Scanning) ' +
      'has only the filters prod/*, which do not match all of them',
  ],
  [
    'a template for the caches of another app',
    (stack) => {
      scanning(stack, 'prod/*');
      template(stack, 'Template', 'quay', CACHE);
    },
    'Properties/Prefix: Amazon ECR creates repositories under quay/, but the scanning of the registry (Stack/Scanning) ' +
      'has only the filters prod/*, which do not match all of them',
  ],
])('reports %s', (_, build, text) => {
  expect(problemsOf(rule, build)).toEqual([text]);
});

test.each<[string, (stack: Stack) => void]>([
  ['a template of an app without scanning', (stack) => template(stack, 'Template', 'team', PUSH)],
  [
    'a cache of an app whose scanning is of another account',
    (stack) => {
      scanning(stackBeside(stack), 'prod/*');
      cache(stack, 'Cache');
    },
  ],
  [
    'a template of an app whose scanning is of an unresolved account',
    (stack) => {
      scanning(new Stack(stack.node.root, 'Other'), 'prod/*');
      template(stack, 'Template', 'team', PUSH);
    },
  ],
  [
    'a template for replicas, whose source scans the same images',
    (stack) => {
      scanning(stack, 'prod/*');
      template(stack, 'Template', 'team', 'REPLICATION');
    },
  ],
  [
    'a template for all caches if filters match the caches',
    (stack) => {
      scanning(stack, 'quay/*');
      cache(stack, 'Cache');
      template(stack, 'Template', 'ROOT', CACHE);
    },
  ],
  [
    'a template if a filter without a wildcard is part of all names',
    (stack) => {
      scanning(stack, 'team');
      template(stack, 'Template', 'my-team/', PUSH);
    },
  ],
  [
    'a filter known only at deployment',
    (stack) => {
      scanning(stack, new CfnParameter(stack, 'Filter').valueAsString);
      template(stack, 'Template', 'team', PUSH);
    },
  ],
  [
    'a prefix known only at deployment',
    (stack) => {
      scanning(stack, 'prod/*');
      template(stack, 'Template', new CfnParameter(stack, 'Prefix').valueAsString, PUSH);
    },
  ],
])('does not report %s', (_, build) => {
  expect(problemsOf(rule, build)).toEqual([]);
});
