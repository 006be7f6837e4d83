import { mistakesInEventPattern } from '../../../src/ecr/mistakes/event-pattern';
import type { PatternPlace } from '../../../src/ecr/mistakes/event-pattern-place';
import { RegistryScanType } from '../../../src/ecr/registry-scan-type';

const HERE: PatternPlace = { onDefaultBus: true, referenceForm: () => undefined };
const image = (detail: object) => ({ source: ['aws.ecr'], 'detail-type': ['ECR Image Action'], detail });
const idsOf = (patterns: object[], place: Partial<PatternPlace> = {}) =>
  mistakesInEventPattern(patterns as never, { ...HERE, ...place }).map(({ id, at }) => `${id} ${at}`);

test('a known field or value in the wrong case is an error, and an unknown name is a warning', () => {
  expect(idsOf([image({ repositoryName: ['api'] })])).toEqual(['eventPattern .detail.repositoryName']);
  expect(idsOf([image({ 'action-type': ['Push'] })])).toEqual(['eventPattern .detail.action-type[0]']);
  expect(idsOf([image({ owner: ['api'] })])).toEqual(['unknownName .detail.owner']);
  expect(idsOf([image({ 'action-type': ['SIGN'] })])).toEqual(['unknownName .detail.action-type[0]']);
});

test('a misspelt type of Amazon Inspector is unknown, and its types that are not about images are not judged', () => {
  const inspector = (type: string) => ({ source: ['aws.inspector2'], 'detail-type': [type] });
  expect(idsOf([inspector('Inspector Scan')])).toEqual(['unknownName .detail-type[0]']);
  expect(idsOf([inspector('Inspektor2 Finding')])).toEqual(['unknownName .detail-type[0]']);
  expect(idsOf([inspector('Inspector2 Coverage')])).toEqual([]);
  expect(idsOf([inspector('AWS API Call via CloudTrail')])).toEqual([]);
});

test('a pattern has no mistake if one of its alternatives matches', () => {
  expect(idsOf([image({ 'action-type': ['Push'] }), image({ 'action-type': ['PUSH'] })])).toEqual([]);
});

test('the mistakes of the alternative that may match are reported, not those of one that cannot match', () => {
  const patterns = [image({ repositoryName: ['api'] }), image({ owner: ['api'], team: ['x'] })];
  const expected = ['unknownName .detail.owner', 'unknownName .detail.team'];
  expect(idsOf(patterns)).toEqual(expected);
  expect(idsOf([...patterns].reverse())).toEqual(expected);
});

test('an event on the default bus that the scanning of the registry does not send is a mistake', () => {
  const pattern = { source: ['aws.ecr'], 'detail-type': ['ECR Image Scan'] };
  const scanning = { type: RegistryScanType.ENHANCED, path: 'Stack/Scanning' };
  expect(idsOf([pattern], { scanning })).toEqual(['eventPattern .detail-type']);
  expect(idsOf([pattern], { scanning, onDefaultBus: false })).toEqual([]);
  expect(idsOf([pattern])).toEqual([]);
});
