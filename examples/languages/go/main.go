// Synthesizes the images of a company, and their copies in a second region.
package main

import "github.com/aws/jsii-runtime-go"

func main() {
	defer jsii.Close()
	NewImagesApp().Synth(nil)
}
