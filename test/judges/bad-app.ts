import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';

/** The construct tree of `bad.template.json`, for the judges that need one. */
export const app = new App();
new CfnInclude(new Stack(app, 'Bad'), 'Template', { templateFile: path.join(__dirname, 'bad.template.json') });
