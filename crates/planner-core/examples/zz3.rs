use planner_core::*;
use planner_core::book::Books; use planner_core::program::Program; use planner_core::projection::*; use planner_core::stack::Stack;
fn main(){
 let text=std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
 let books=Books::bundled().unwrap();
 let stack=Stack::parse(&document::parse_yaml(&text,0).unwrap()).unwrap();
 let o=Options{months:36,..Options::default()};
 let mut p=Program::new(&books,&stack,o).unwrap(); println!("{}",p.ways());
 let place=std::env::args().nth(2).unwrap();
 let v=p.inputs().iter().find(|i|i.place()==place).unwrap().stated();
 p.run(&[(&place,v*decimal("1.0000001").unwrap())]).unwrap();
}
