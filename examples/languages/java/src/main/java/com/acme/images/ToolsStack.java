package com.acme.images;

import io.github.cdkecr.PrivateRepository;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** The smallest stack: one repository. */
public class ToolsStack extends Stack {
    public ToolsStack(Construct scope, String id, Environment env) {
        super(scope, id, StackProps.builder().env(env).build());
        PrivateRepository.Builder.create(this, "Builder").repositoryName("tools/builder").build();
    }
}
