export { documentTitle as titleOf, kindWords } from "#policy";
