import type { FileAssetLocation, ISynthesisSession } from 'aws-cdk-lib';
import { CfnStackSet, FileAssetPackaging, Lazy, Names, Stack, StackSynthesizer } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Has the name of the one in cdk-stacksets, and does the same: the template becomes a file beside those of the app. */
class StackSetStackSynthesizer extends StackSynthesizer {
  public addFileAsset(): FileAssetLocation {
    throw new Error('no assets in stack sets');
  }

  public addDockerImageAsset(): never {
    throw new Error('no assets in stack sets');
  }

  public synthesize(session: ISynthesisSession): void {
    this.synthesizeTemplate(session);
  }
}

/** The template of a stack set, as cdk-stacksets makes it. The constructs around it may not depend on that library. */
export class StackSetStack extends Stack {
  public readonly templateFile: string;

  public constructor(scope: Construct, id: string) {
    super(scope, id, { synthesizer: new StackSetStackSynthesizer() });
    this.templateFile = `${Names.uniqueId(this)}.stackset.template.json`;
  }
}

/** A stack set that deploys a stack. */
export function stackSetOf(scope: Construct, id: string, { node, templateFile: fileName }: StackSetStack): CfnStackSet {
  const sourceHash = node.addr.repeat(2).slice(0, 64);
  const publish = () =>
    Stack.of(scope).synthesizer.addFileAsset({ fileName, packaging: FileAssetPackaging.FILE, sourceHash });
  return new CfnStackSet(scope, id, {
    permissionModel: 'SERVICE_MANAGED',
    stackSetName: id,
    templateUrl: Lazy.string({ produce: () => publish().httpUrl }),
  });
}
