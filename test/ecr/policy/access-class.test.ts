import {
  AccessClass,
  accessClassOf,
  actionsOfType,
  KNOWN_ACTIONS,
  TYPES_WITH_ACCESS,
} from '../../../src/ecr/policy/access-class';
import {
  ADMINISTRATION_ACTIONS,
  CONTENT_ACTIONS,
  DELETE_ACTIONS,
  PULL_ACTIONS,
  READ_ACTIONS,
  REGISTRY_SETTING_ACTIONS,
  UPLOAD_ACTIONS,
} from '../../../src/ecr/policy/ecr-actions';

/** The classes of some actions, each once. */
function classesOf(actions: readonly string[]): AccessClass[] {
  return [...new Set(actions.map(accessClassOf))];
}

describe('the class of an action', () => {
  it('is that of the permission which has the action', () => {
    expect(classesOf(PULL_ACTIONS)).toEqual([AccessClass.PULL]);
    expect(classesOf(UPLOAD_ACTIONS)).toEqual([AccessClass.PUSH]);
    expect(classesOf(DELETE_ACTIONS)).toEqual([AccessClass.DELETE]);
    expect(classesOf(READ_ACTIONS)).toEqual([AccessClass.READ]);
    expect(classesOf(REGISTRY_SETTING_ACTIONS)).toEqual([AccessClass.ADMINISTER]);
    expect(classesOf(ADMINISTRATION_ACTIONS).sort()).toEqual([AccessClass.ADMINISTER, AccessClass.DELETE]);
  });

  it('is pull, push or delete for all that reads, writes or deletes content, and for few others', () => {
    const ofContent = KNOWN_ACTIONS.filter(
      (action) =>
        action.startsWith('ecr:') && ![AccessClass.ADMINISTER, AccessClass.READ].includes(accessClassOf(action)),
    );
    expect(ofContent.filter((action) => !CONTENT_ACTIONS.includes(action))).toEqual([
      'ecr:CreateRepository',
      'ecr:DeleteRepository',
    ]);
    expect(CONTENT_ACTIONS.filter((action) => !ofContent.includes(action))).toEqual([]);
  });

  it('is administration for an action that nobody knows', () => {
    expect(accessClassOf('ecr:Teleport')).toBe(AccessClass.ADMINISTER);
  });

  it('is read for no action that changes something', () => {
    const read = KNOWN_ACTIONS.filter((action) => accessClassOf(action) === AccessClass.READ);
    expect(read.filter((action) => !/:(BatchGet|Describe|Get|List|Validate)/.test(action))).toEqual([
      'ecr:StartImageScan',
      'ecr:StartLifecyclePolicyPreview',
    ]);
  });
});

describe('the types with access', () => {
  it('have actions, and other types have none', () => {
    for (const type of TYPES_WITH_ACCESS) expect(actionsOfType(type).length).toBeGreaterThan(10);
    expect(actionsOfType('AWS::S3::Bucket')).toEqual([]);
  });
});
