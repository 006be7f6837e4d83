import { commentText, literal } from './literal';
import { byText } from '../../../../src/text/lists';

/** The modules that generated code imports. */
export enum CodeModule {
  CDK = 'aws-cdk-lib',
  ECR = 'aws-cdk-lib/aws-ecr',
  IAM = 'aws-cdk-lib/aws-iam',
  KMS = 'aws-cdk-lib/aws-kms',
  SECRETS_MANAGER = 'aws-cdk-lib/aws-secretsmanager',
  LIBRARY = 'cdk-ecr',
  CONSTRUCTS = 'constructs',
}

/** The modules that are imported as a whole. */
const WHOLE: Partial<Record<CodeModule, string>> = {
  [CodeModule.ECR]: 'ecr',
  [CodeModule.IAM]: 'iam',
  [CodeModule.KMS]: 'kms',
  [CodeModule.SECRETS_MANAGER]: 'secretsmanager',
};
/** Names of generated code that constants may not have. */
const RESERVED = ['constructor', 'repository', 'repositoryName', 'scope', 'id', 'props', 'tags', 'key', 'keys'];

/** The file of a stack that is being written. It collects what its code uses. */
export class StackSource {
  private readonly imported = new Map<CodeModule, Set<string>>();
  private readonly names = new Set<string>([...Object.values(WHOLE), ...RESERVED]);
  private readonly constants: string[] = [];
  private readonly keys = new Map<string, string>();
  private readonly statements: string[] = [];

  public constructor(
    public readonly account: string,
    public readonly region: string,
    public readonly partition: string,
  ) {}

  /** An exported name of a module, which the file imports. */
  public use(name: string, module: CodeModule = CodeModule.LIBRARY): string {
    const names = this.imported.get(module) ?? new Set();
    this.imported.set(module, names.add(name));
    const whole = WHOLE[module];
    return whole === undefined ? name : `${whole}.${name}`;
  }

  /** The same for a name that is only a type. */
  public useType(name: string, module: CodeModule = CodeModule.LIBRARY): string {
    return this.use(name, module);
  }

  /** A name for a constant that no other one has: the wanted one, with a number where it is taken. */
  public name(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.names.has(name); number++) name = `${wanted}${number}`;
    this.names.add(name);
    return name;
  }

  /** Declares a constant above the class. The code gives the name. */
  public constant(wanted: string, expression: string): string {
    const name = this.name(wanted);
    this.constants.push(`const ${name} = ${expression};`);
    return name;
  }

  /** Adds lines to the constructor. */
  public add(...lines: readonly string[]): void {
    this.statements.push(...lines);
  }

  /** Separates what follows in the constructor from what is before. */
  public blankLine(): void {
    if (this.statements.length > 0) this.statements.push('');
  }

  /** The customer-managed key of an ARN, as a constant of the constructor. */
  public keyOf(arn: string): string {
    const known = this.keys.get(arn);
    if (known !== undefined) return known;
    const name = this.keys.size === 0 ? 'key' : `key${this.keys.size + 1}`;
    this.keys.set(arn, name);
    this.use('Key', CodeModule.KMS);
    return name;
  }

  /** The file, which is not formatted yet. */
  public render({ className, comment }: { readonly className: string; readonly comment: string }): string {
    const stack = this.use('Stack', CodeModule.CDK);
    const props = this.useType('StackProps', CodeModule.CDK);
    const construct = this.useType('Construct', CodeModule.CONSTRUCTS);
    const keys = [...this.keys].map(
      ([arn, name]) => `const ${name} = kms.Key.fromKeyArn(this, ${literal(idOf(name))}, ${literal(arn)});`,
    );
    return [
      `/** ${commentText(comment)} */`,
      ...this.imports(),
      '',
      ...this.constants.flatMap((constant) => [constant, '']),
      `export class ${className} extends ${stack} {`,
      `public constructor(scope: ${construct}, id: string, props: ${props}) {`,
      'super(scope, id, props);',
      ...keys,
      ...(this.statements.length > 0 ? ['', ...this.statements] : []),
      '}',
      '}',
      '',
    ].join('\n');
  }

  private imports(): string[] {
    return Object.values(CodeModule).flatMap((module) => {
      const names = this.imported.get(module);
      if (names === undefined) return [];
      const whole = WHOLE[module];
      const clause = whole === undefined ? `{ ${[...names].sort(byText).join(', ')} }` : `* as ${whole}`;
      return [`import ${clause} from '${module}';`];
    });
  }
}

/** The id of a construct with the name of a constant. */
function idOf(name: string): string {
  return `${name[0].toUpperCase()}${name.slice(1)}`;
}
