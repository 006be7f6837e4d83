import { Pair, Scalar, YAMLMap } from 'yaml';
import type { Tags, YAMLSeq } from 'yaml';

/** Tags of YAML 1.1 that CloudFormation does not support. A date is a text, such as the version of a policy. */
const UNSUPPORTED = /:(?:binary|merge|omap|pairs|set|timestamp)$/;

/**
 * The functions with a short form.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
const FUNCTIONS = [
  ...['And', 'Base64', 'Cidr', 'Contains', 'EachMemberEquals', 'EachMemberIn', 'Equals', 'FindInMap', 'ForEach'],
  ...['GetAZs', 'GetAtt', 'GetStackOutput', 'If', 'ImportValue', 'Join', 'Length', 'Not', 'Or', 'RefAll', 'Select'],
  ...['Split', 'Sub', 'ToJsonString', 'Transform', 'ValueOf', 'ValueOfAll'],
];

/** The tags of YAML with the short forms of intrinsic functions, such as `!Ref`. They give the long forms. */
export function yamlTags(tags: Tags): Tags {
  const names = [['Ref', 'Ref'], ['Condition', 'Condition'], ...FUNCTIONS.map((name) => [name, `Fn::${name}`])];
  return [
    ...tags.filter((tag) => typeof tag === 'string' || !UNSUPPORTED.test(tag.tag)),
    ...names.flatMap(([short, long]) => shortForms(`!${short}`, long)),
  ];
}

function shortForms(tag: string, long: string): Tags {
  const around = (content: YAMLMap | YAMLSeq) => {
    const map = new YAMLMap();
    map.items.push(new Pair(new Scalar(long), content));
    return map;
  };
  return [
    { tag, resolve: (text: string) => ({ [long]: long === 'Fn::GetAtt' ? attributeParts(text) : text }) },
    { tag, collection: 'map', resolve: (map) => around(map as YAMLMap) },
    { tag, collection: 'seq', resolve: (seq) => around(seq as YAMLSeq) },
  ];
}

/** `Api.Endpoint.Address` as a logical id and an attribute. */
function attributeParts(text: string): string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
