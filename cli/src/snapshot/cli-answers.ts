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

/** The ARN of a private repository. */
const ARN = /^arn:[a-z-]+:ecr:[a-z0-9-]+:\d{12}:repository\/./;

/** The settings of a registry. The answer of a command has the same name for its setting. */
const SETTINGS: readonly (readonly [action: string, setting: keyof RegistrySettings])[] = [
  ['ecr:GetRegistryScanningConfiguration', 'scanningConfiguration'],
  ['ecr:DescribeRegistry', 'replicationConfiguration'],
  ['ecr:GetSigningConfiguration', 'signingConfiguration'],
  ['ecr:DescribePullThroughCacheRules', 'pullThroughCacheRules'],
  ['ecr:DescribeRepositoryCreationTemplates', 'repositoryCreationTemplates'],
  ['ecr:ListPullTimeUpdateExclusions', 'pullTimeUpdateExclusions'],
];

type Keep = (answers: CliAnswers, json: Json, file: string) => void;

/** What to do with the answer of a command. The members of an answer tell its command. */
const COMMANDS: readonly (readonly [action: string, members: readonly string[], keep: Keep])[] = [
  ['ecr:DescribeRepositories', ['repositories'], (to, json, file) => to.addRepositories(json.repositories, file)],
  ['ecr:DescribeImages', ['imageDetails'], (to, json, file) => to.addImages(json.imageDetails, file)],
  [
    'ecr:GetLifecyclePolicy',
    ['repositoryName', 'lifecyclePolicyText'],
    (to, json, file) => to.addTo(json.repositoryName, { lifecyclePolicy: policyIn(file, json.lifecyclePolicyText) }),
  ],
  [
    'ecr:GetRepositoryPolicy',
    ['repositoryName', 'policyText'],
    (to, json, file) => to.addTo(json.repositoryName, { policy: policyIn(file, json.policyText) }),
  ],
  ['ecr:GetRegistryPolicy', ['policyText'], (to, json, file) => to.set({ policy: policyIn(file, json.policyText) })],
  ...SETTINGS.map(([action, setting]) => {
    const keep: Keep = (to, json, file) => to.set({ [setting]: withTimes(`${file} ${setting}`, json[setting]) });
    return [action, [setting], keep] as const;
  }),
  [
    'ecr:GetAccountSetting',
    ['name', 'value'],
    (to, { name, value }) => {
      to.set({ accountSettings: { ...to.settings.accountSettings, [String(name)]: String(value) } });
    },
  ],
];

/** What no file can tell, as the answers do not name the repository or the key. */
const WITHOUT_NAME = ['ecr:ListTagsForResource', 'kms:DescribeKey'];

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
    return [...COMMANDS.map(([action]) => action), ...WITHOUT_NAME]
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

  /** Adds settings of the registry. */
  public set(settings: RegistrySettings): void {
    this.settings = { ...this.settings, ...settings };
  }

  /** Adds something to a repository. */
  public addTo(repositoryName: unknown, more: Partial<RepositoryLine>): void {
    const name = String(repositoryName);
    this.more.set(name, { ...this.more.get(name), ...more });
  }

  public addRepositories(value: unknown, file: string): void {
    for (const [index, repository] of objectsIn(`${file} repositories`, value).entries()) {
      const { repositoryName, repositoryArn, encryptionConfiguration, imageScanningConfiguration } = repository;
      if (typeof repositoryArn !== 'string' || !ARN.test(repositoryArn)) {
        refuse({
          property: `${file} repositories[${index}].repositoryArn`,
          found: repositoryArn,
          must: 'be the ARN of a private repository',
          remedy: 'write the answer of aws ecr describe-repositories without a query',
        });
      }
      const scanning = imageScanningConfiguration as { readonly scanOnPush?: boolean } | undefined;
      const line = withoutUndefined({
        repositoryName: String(repositoryName),
        repositoryArn,
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

  public addImages(value: unknown, file: string): void {
    for (const image of objectsIn(`${file} imageDetails`, value)) {
      addTo(this.imagesByName, String(image.repositoryName), image as ImageLine);
    }
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

/** The objects of a list, with their times as in a snapshot. */
function objectsIn(place: string, value: unknown): Json[] {
  return [withTimes(place, value)].flat().filter(isObject);
}

/** A value of an answer with the times in it as a snapshot has them. The AWS CLI prints them in several forms. */
function withTimes(place: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each, index) => withTimes(`${place}[${index}]`, each));
  if (!isObject(value)) return value;
  const times = Object.keys(value).filter((member) => /(?:At|Time)$/.test(member));
  const dates = times.map((member) => [
    member,
    parseDate(API, (property) => `${place}.${property}`, member, value[member])?.toISOString(),
  ]);
  return { ...value, ...Object.fromEntries(dates) };
}

function policyIn(file: string, text: unknown): Json {
  return parseJson(`the policy in ${file}`, String(text), 'correct the policy') as Json;
}
