import { ACCESS_CASES } from './access-cases';
import type { DecisionCase } from './decision-case';
import { galleryOf, resource } from './decision-case';
import { MONITORING_CASES } from './monitoring-cases';
import { REGISTRY_CASES } from './registry-cases';
import { REPOSITORY_CASES } from './repository-cases';
import { EcrRule } from '../../../src/ecr/ecr-rule';
import { PublicRepository } from '../../../src/repository/public-repository';

/** A case of each decision. Those about acknowledgements themselves are in test/checks/acknowledgements.test.ts. */
export const CASES: Record<Exclude<EcrRule, EcrRule.ACKNOWLEDGEMENT>, DecisionCase> = {
  ...REPOSITORY_CASES,
  ...ACCESS_CASES,
  ...REGISTRY_CASES,
  ...MONITORING_CASES,
  [EcrRule.PROPERTY_VALUE]: { finding: resource('AWS::ECR::Repository', { EmptyOnDelete: 'yes' }) },
  [EcrRule.UNKNOWN_NAME]: {
    warning: (stack) =>
      new PublicRepository(galleryOf(stack), 'Tool', {
        repositoryName: 'tool',
        tags: { team: 'a' },
        catalog: { architectures: ['riscv64'] },
      }),
    finding: resource(
      'AWS::ECR::PublicRepository',
      { RepositoryCatalogData: { Architectures: ['riscv64'] } },
      { region: 'us-east-1' },
    ),
  },
};
