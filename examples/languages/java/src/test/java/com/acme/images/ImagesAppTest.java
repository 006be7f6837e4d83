package com.acme.images;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Template;

class ImagesAppTest {
    @Test
    void aReleaseInTheSecondRegionCanNeitherBeMovedNorExpire() {
        Template template = Template.fromStack(new ImagesApp().recovery);
        template.hasResourceProperties("AWS::ECR::RepositoryCreationTemplate", Map.of(
                "Prefix", "prod",
                "AppliedFor", List.of("REPLICATION"),
                "ImageTagMutability", "IMMUTABLE"));
    }
}
