/** The screens of the guide: six questions and the result. */
export const guideSteps = 7;
