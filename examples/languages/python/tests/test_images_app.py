from aws_cdk.assertions import Template

from images.images_app import ImagesApp


def test_a_release_in_the_second_region_can_neither_be_moved_nor_expire() -> None:
    template = Template.from_stack(ImagesApp().recovery)
    template.has_resource_properties(
        "AWS::ECR::RepositoryCreationTemplate",
        {"Prefix": "prod", "AppliedFor": ["REPLICATION"], "ImageTagMutability": "IMMUTABLE"},
    )
