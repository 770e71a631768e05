// Operations on definitions.
import * as requests from '../../core/requests.ts';
import * as answers from '../answers.ts';
import { operation, permitted, signedIn } from '../operation.ts';

export const defining = {
  createWorkflowDefinition: operation({
    summary: 'Publish a definition, or save it as a draft.',
    access: permitted('create_definition'),
    input: requests.definitionRequest,
    output: answers.definitionAnswer,
    run: (engine, caller, input) => engine.createWorkflowDefinition(caller, input),
  }),
  updateWorkflowDefinition: operation({
    summary: 'Replace a draft, or publish the next version.',
    access: permitted('create_definition'),
    input: requests.definitionRequest,
    output: answers.definitionAnswer,
    run: (engine, caller, input) => engine.updateWorkflowDefinition(caller, input),
  }),
  getWorkflowDefinition: operation({
    summary: 'One definition: the named version, else the newest active one.',
    access: signedIn,
    input: requests.oneDefinitionRequest,
    output: answers.oneDefinitionAnswer,
    run: (engine, caller, input) => engine.getWorkflowDefinition(caller, input),
  }),
  listWorkflowDefinitions: operation({
    summary: 'Definitions and their versions.',
    access: signedIn,
    input: requests.listDefinitionsRequest,
    output: answers.definitionsAnswer,
    run: (engine, caller, input) => engine.listWorkflowDefinitions(caller, input),
  }),
  setWorkflowDefinitionStatus: operation({
    summary: 'Activate or retire a version. Running instances stay on theirs.',
    access: permitted('create_definition'),
    input: requests.definitionStatusRequest,
    output: answers.definitionStatusAnswer,
    run: (engine, caller, input) => engine.setWorkflowDefinitionStatus(caller, input),
  }),
  checkWorkflowDefinition: operation({
    summary: 'Examine a definition without publishing it.',
    access: signedIn,
    input: requests.definitionRequest,
    output: answers.checkAnswer,
    run: (engine, caller, input) => engine.checkWorkflowDefinition(caller, input),
  }),
  deleteWorkflowDefinition: operation({
    summary: 'Delete a version that no instance has run on.',
    access: permitted('create_definition'),
    input: requests.definitionVersionRequest,
    output: answers.deletedAnswer,
    run: (engine, caller, input) => engine.deleteWorkflowDefinition(caller, input),
  }),
  previewWorkflow: operation({
    summary: 'What would happen with this data: which steps run, who is asked, how it ends.',
    access: signedIn,
    input: requests.previewRequest,
    output: answers.previewAnswer,
    run: (engine, caller, input) => engine.previewWorkflow(caller, input),
  }),
};
