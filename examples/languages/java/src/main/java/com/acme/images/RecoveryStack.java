package com.acme.images;

import io.github.cdkecr.BasicScanningOptions;
import io.github.cdkecr.Registry;
import io.github.cdkecr.RegistryScanning;
import java.util.List;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** The registry of the second region. It declares no repository: the first image of each creates it. */
public class RecoveryStack extends Stack {
    public final Registry registry;

    public RecoveryStack(Construct scope, String id, Environment env) {
        super(scope, id, StackProps.builder().env(env).build());
        registry = Registry.Builder.create(this, "Registry")
                .scanning(RegistryScanning.basic(
                        BasicScanningOptions.builder().onPush(List.of("*")).build()))
                .build();
    }
}
