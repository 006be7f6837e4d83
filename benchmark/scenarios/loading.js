'use strict';

module.exports = {
  title: 'Loading the library',
  sizes: [1],
  rounds: 25,
  variants: {
    'aws-cdk-lib': () => require('aws-cdk-lib'),
    // What a CDK app does: it has loaded aws-cdk-lib in any case.
    'aws-cdk-lib and cdk-ecr': () => {
      require('aws-cdk-lib');
      require('../../lib');
    },
  },
  bounds: [{ measure: 'time', of: 'aws-cdk-lib and cdk-ecr', minus: 'aws-cdk-lib', sizes: [1], max: 10 }],
};
