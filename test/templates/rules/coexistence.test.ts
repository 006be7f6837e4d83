import { ResourceType } from '../../../src/ecr/resource-type';
import { Coexistence, coexistenceOf, companionOf } from '../../../src/templates/rules/coexistence';
import type { TemplateJson } from '../../../src/templates/stack-description';
import { TemplateApp } from '../../../src/templates/template-app';

const equals = (parameter: string, value: string) => ({ 'Fn::Equals': [{ Ref: parameter }, value] });

/** The template of two repositories with conditions. */
function template(first?: string, second?: string): TemplateJson {
  const repository = (condition?: string) => ({
    Type: ResourceType.REPOSITORY,
    ...(condition !== undefined && { Condition: condition }),
  });
  return {
    Parameters: { Stage: { Type: 'String' }, Other: { Type: 'String' } },
    Conditions: {
      Prod: equals('Stage', 'prod'),
      NotProd: { 'Fn::Not': [{ Condition: 'Prod' }] },
      Test: equals('Stage', 'test'),
      ProdOrTest: { 'Fn::Or': [{ Condition: 'Prod' }, { Condition: 'Test' }] },
      Beside: equals('Other', 'yes'),
    },
    Resources: { A: repository(first), B: repository(second) },
  };
}

test.each([
  [undefined, undefined, Coexistence.CERTAIN],
  ['Prod', undefined, Coexistence.CERTAIN],
  [undefined, 'Prod', Coexistence.CERTAIN],
  ['Prod', 'Prod', Coexistence.CERTAIN],
  ['Prod', 'ProdOrTest', Coexistence.CERTAIN],
  ['ProdOrTest', 'Test', Coexistence.CERTAIN],
  ['Prod', 'NotProd', Coexistence.EXCLUDED],
  ['Prod', 'Test', Coexistence.EXCLUDED],
  ['NotProd', 'ProdOrTest', Coexistence.UNRESOLVED],
  ['Prod', 'Beside', Coexistence.UNRESOLVED],
  ['Prod', 'Undeclared', Coexistence.UNRESOLVED],
])('resources with the conditions %s and %s: %#', (first, second, expected) => {
  const app = TemplateApp.fromTemplates([{ path: 'Stack', template: template(first, second) }]);
  const [one, other] = app.resourcesOf(ResourceType.REPOSITORY);
  expect([coexistenceOf(one, other), coexistenceOf(other, one)]).toEqual([expected, expected]);
});

test('conditions of two stacks are not compared', () => {
  const stacks = ['One', 'Other'].map((path) => ({ path, template: template('Prod', 'Prod') }));
  const repositories = TemplateApp.fromTemplates(stacks).resourcesOf(ResourceType.REPOSITORY);
  expect(coexistenceOf(repositories[0], repositories[2])).toBe(Coexistence.UNRESOLVED);
});

test('the companion of a resource is one that is certainly there with it, before one that may be', () => {
  const companionAmong = (...conditions: (string | undefined)[]) => {
    const resources = Object.fromEntries(
      conditions.map((Condition, index) => [
        `R${index}`,
        { Type: ResourceType.REPOSITORY, ...(Condition !== undefined && { Condition }) },
      ]),
    );
    const app = TemplateApp.fromTemplates([{ path: 'Stack', template: { ...template(), Resources: resources } }]);
    const [resource, ...others] = app.resourcesOf(ResourceType.REPOSITORY);
    const found = companionOf(resource, others);
    return found && [found.resource.logicalId, found.isCertain];
  };
  expect(companionAmong('Prod', 'NotProd', 'Beside', 'Prod')).toEqual(['R3', true]);
  expect(companionAmong('Prod', 'NotProd', 'Beside')).toEqual(['R2', false]);
  expect(companionAmong('Prod', 'NotProd', 'Test')).toBeUndefined();
});
