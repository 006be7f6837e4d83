import { mistakesInEventPattern } from '../../../src/ecr/mistakes/event-pattern';
import type { PatternPlace } from '../../../src/ecr/mistakes/event-pattern-place';
import { RegistryScanType } from '../../../src/ecr/registry-scan-type';

const HERE: PatternPlace = { onDefaultBus: true, referenceForm: () => undefined };
const image = (detail: object) => ({ source: ['aws.ecr'], 'detail-type': ['ECR Image Action'], detail });
const idsOf = (patterns: object[], place: Partial<PatternPlace> = {}) =>
  mistakesInEventPattern(patterns as never, { ...HERE, ...place }).map(({ id, at }) => `${id} ${at}`);

test('the wrong case of a known field or value is an error, and a name in no list is a warning', () => {
  expect(idsOf([image({ repositoryName: ['api'] })])).toEqual(['eventPattern .detail.repositoryName']);
  expect(idsOf([image({ 'action-type': ['Push'] })])).toEqual(['eventPattern .detail.action-type[0]']);
  expect(idsOf([image({ owner: ['api'] })])).toEqual(['unknownName .detail.owner']);
  expect(idsOf([image({ 'action-type': ['SIGN'] })])).toEqual(['unknownName .detail.action-type[0]']);
});

test('an alternative that matches makes up for another', () => {
  expect(idsOf([image({ 'action-type': ['Push'] }), image({ 'action-type': ['PUSH'] })])).toEqual([]);
});

test('an alternative that may match is preferred to one that certainly does not', () => {
  const patterns = [image({ repositoryName: ['api'] }), image({ owner: ['api'], team: ['x'] })];
  const expected = ['unknownName .detail.owner', 'unknownName .detail.team'];
  expect(idsOf(patterns)).toEqual(expected);
  expect(idsOf([...patterns].reverse())).toEqual(expected);
});

test('the scanning of the registry decides which events there are', () => {
  const pattern = { source: ['aws.ecr'], 'detail-type': ['ECR Image Scan'] };
  const scanning = { type: RegistryScanType.ENHANCED, path: 'Stack/Scanning' };
  expect(idsOf([pattern], { scanning })).toEqual(['eventPattern .detail-type']);
  expect(idsOf([pattern], { scanning, onDefaultBus: false })).toEqual([]);
  expect(idsOf([pattern])).toEqual([]);
});
