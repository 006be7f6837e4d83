import { readdirSync, statSync } from 'fs';
import { basename, join } from 'path';
import type { ImageLine, RepositoryLine, Unread } from './format';
import type { RegistrySettings } from './registry-reader';
import { parseDate } from '../../../src/lifecycle/evaluator/image-json';
import { parseTexts } from '../../../src/lifecycle/evaluator/json-texts';
import { isObject } from '../../../src/text/json';
import type { Json } from '../../../src/text/json';
import { addTo, byText } from '../../../src/text/lists';
import { withoutUndefined } from '../../../src/text/without-undefined';
import { API, refuse } from '../io/bad-input';
import { parseJson, readText } from '../io/text-file';

/** An answer of the AWS CLI, and where it stands. */
interface Answer {
  readonly file: string;
  readonly json: Json;
}

type Keep = (answers: CliAnswers, json: Json, file: string) => void;

/** What to do with the answer of a command. The members of an answer tell its command. */
const COMMANDS: readonly (readonly [action: string, members: readonly string[], keep: Keep])[] = [
  [
    'ecr:DescribeRepositories',
    ['repositories'],
    (to, json, file) => to.addRepositories(listOf(`${file} repositories`, json.repositories)),
  ],
  [
    'ecr:DescribeImages',
    ['imageDetails'],
    (to, json, file) => to.addImages(listOf(`${file} imageDetails`, json.imageDetails)),
  ],
  [
    'ecr:GetLifecyclePolicy',
    ['repositoryName', 'lifecyclePolicyText'],
    (to, json, file) => to.set(json, 'lifecyclePolicy', file),
  ],
  ['ecr:GetRepositoryPolicy', ['repositoryName', 'policyText'], (to, json, file) => to.set(json, 'policy', file)],
  ['ecr:GetRegistryPolicy', ['policyText'], (to, json, file) => to.setting({ policy: parsed(file, json.policyText) })],
  [
    'ecr:GetRegistryScanningConfiguration',
    ['scanningConfiguration'],
    (to, json) => to.setting({ scanningConfiguration: json.scanningConfiguration as Json }),
  ],
  [
    'ecr:DescribeRegistry',
    ['replicationConfiguration'],
    (to, json) => to.setting({ replicationConfiguration: json.replicationConfiguration as Json }),
  ],
  [
    'ecr:GetSigningConfiguration',
    ['signingConfiguration'],
    (to, json) => to.setting({ signingConfiguration: json.signingConfiguration as Json }),
  ],
  [
    'ecr:DescribePullThroughCacheRules',
    ['pullThroughCacheRules'],
    (to, json, file) =>
      to.setting({ pullThroughCacheRules: listOf(`${file} pullThroughCacheRules`, json.pullThroughCacheRules) }),
  ],
  [
    'ecr:DescribeRepositoryCreationTemplates',
    ['repositoryCreationTemplates'],
    (to, json, file) =>
      to.setting({
        repositoryCreationTemplates: listOf(`${file} repositoryCreationTemplates`, json.repositoryCreationTemplates),
      }),
  ],
  [
    'ecr:ListPullTimeUpdateExclusions',
    ['pullTimeUpdateExclusions'],
    (to, json) => to.setting({ pullTimeUpdateExclusions: json.pullTimeUpdateExclusions as string[] }),
  ],
  ['ecr:GetAccountSetting', ['name', 'value'], (to, json) => to.accountSetting(String(json.name), String(json.value))],
];

/** The answers of commands such as `aws ecr describe-repositories --output json` about one registry. */
export class CliAnswers {
  /** Reads a file with one or several answers, or all `.json` and `.json.gz` files of a folder. */
  public static read(path: string): CliAnswers {
    const answers = filesIn(path).flatMap(answersIn);
    const result = new CliAnswers(path);
    for (const { file, json } of answers) {
      const command = COMMANDS.find(([, members]) => members.every((member) => member in json));
      if (command === undefined) {
        return refuse({
          property: `content of ${file}`,
          found: Object.keys(json).join(', '),
          must: `be an answer of ${COMMANDS.map(([action]) => action).join(', ')}`,
          remedy: 'remove it from the folder',
        });
      }
      const [action, , keep] = command;
      result.actions.add(action);
      keep(result, json, file);
    }
    return result;
  }

  /** The settings of the registry. */
  public settings: RegistrySettings = {};
  private readonly actions = new Set<string>();
  private readonly lines = new Map<string, RepositoryLine>();
  private readonly more = new Map<string, Partial<RepositoryLine>>();
  private readonly imagesByName = new Map<string, ImageLine[]>();

  private constructor(private readonly path: string) {}

  /** Whether there are images. */
  public get hasImages(): boolean {
    return this.imagesByName.size > 0;
  }

  /** The repositories, by their names. */
  public get repositories(): readonly RepositoryLine[] {
    return [...this.lines.values()]
      .map((line) => ({ ...line, ...this.more.get(line.repositoryName) }))
      .sort((one, other) => byText(one.repositoryName, other.repositoryName));
  }

  /** What no answer tells. */
  public get unread(): readonly Unread[] {
    return COMMANDS.map(([action]) => action)
      .filter((action) => action !== 'ecr:DescribeImages' && !this.actions.has(action))
      .map((action) => ({ action, code: 'NotGiven', message: 'no file has an answer' }));
  }

  /** The account, partition and region, which the ARNs of repositories tell. */
  public get place(): { readonly account: string; readonly partition: string; readonly region: string } {
    const places = new Set(
      [...this.lines.values()].map(({ repositoryArn }) => repositoryArn.split(':').slice(1, 5).join(':')),
    );
    const [place, ...others] = places;
    if (place === undefined || others.length > 0) {
      return refuse({
        property: `registries in ${this.path}`,
        found: [...places].join(', ') || 'none',
        must: 'be one, as the answer of aws ecr describe-repositories tells',
        remedy: 'give each registry its own folder, with this answer',
      });
    }
    const [partition, , region, account] = place.split(':');
    return { account, partition, region };
  }

  /** The images of a repository; `undefined` if there is no answer about them. */
  public imagesOf({ repositoryName }: RepositoryLine): readonly ImageLine[] | undefined {
    return this.imagesByName.get(repositoryName);
  }

  public setting(settings: RegistrySettings): void {
    this.settings = { ...this.settings, ...settings };
  }

  public accountSetting(name: string, value: string): void {
    this.setting({ accountSettings: { ...this.settings.accountSettings, [name]: value } });
  }

  /** The policy or the lifecycle policy of a repository. */
  public set(json: Json, member: 'policy' | 'lifecyclePolicy', file: string): void {
    const name = String(json.repositoryName);
    const policy = parsed(file, member === 'policy' ? json.policyText : json.lifecyclePolicyText);
    this.more.set(name, { ...this.more.get(name), [member]: policy });
  }

  public addRepositories(repositories: readonly Json[]): void {
    for (const repository of repositories) {
      const { encryptionConfiguration, imageScanningConfiguration } = repository;
      const scanning = imageScanningConfiguration as { readonly scanOnPush?: boolean } | undefined;
      const line = withoutUndefined({
        repositoryName: String(repository.repositoryName),
        repositoryArn: String(repository.repositoryArn),
        repositoryUri: String(repository.repositoryUri),
        createdAt: repository.createdAt as string | undefined,
        encryption: encryptionConfiguration as RepositoryLine['encryption'],
        imageTagMutability: repository.imageTagMutability as string | undefined,
        imageTagMutabilityExclusionFilters: repository.imageTagMutabilityExclusionFilters as Json[] | undefined,
        scanOnPush: scanning?.scanOnPush,
      });
      this.lines.set(line.repositoryName, line);
    }
  }

  public addImages(images: readonly Json[]): void {
    for (const image of images) addTo(this.imagesByName, String(image.repositoryName), image as ImageLine);
  }
}

function filesIn(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => /\.json(?:\.gz)?$/.test(name));
  return names.sort().map((name) => join(path, name));
}

function answersIn(file: string): Answer[] {
  const remedy = 'write it with aws ecr … --output json';
  const values = parseTexts({ api: API, place: `${file} `, remedy }, readText(file));
  return values.map((json) => {
    if (isObject(json)) return { file: basename(file), json };
    return refuse({ property: `content of ${file}`, found: json, must: 'be answers of the AWS CLI', remedy });
  });
}

function listOf(place: string, value: unknown): Json[] {
  const list = Array.isArray(value) ? value.filter(isObject) : [];
  return list.map((each, index) => withTimes(`${place}[${index}].`, each));
}

/** The AWS CLI prints times in several forms. */
function withTimes(place: string, value: Json): Json {
  const times = Object.keys(value).filter((member) => /(?:At|Time)$/.test(member));
  const dates = times.map((member) => [
    member,
    parseDate(API, (property) => `${place}${property}`, member, value[member])?.toISOString(),
  ]);
  return { ...value, ...Object.fromEntries(dates) };
}

function parsed(file: string, text: unknown): Json {
  return parseJson(`the policy in ${file}`, String(text), 'correct the policy') as Json;
}
